import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../../core/access/requires.decorator';
import type { FileDownload } from '../../core/http/answers';
import type { LayerQuery } from './layer-query';
import { ApiLayer, LayerParams } from './layer.decorators';
import { LayerService } from './layer.service';

@ApiTags('SecOps: MITRE ATT&CK')
@Controller('secops/mitre/layer')
export class LayerController {
  constructor(private readonly layers: LayerService) {}

  @Get()
  @Requires('read:mitre')
  @ApiOperation({
    summary: 'Download the detections as a layer of the ATT&CK Navigator',
    description:
      'Format 4.5. The score of a technique is the number of its detections; one of several tactics stands in each of ' +
      'them. Techniques that ATT&CK has given up are left out and named in the description.',
  })
  @ApiLayer()
  layer(@LayerParams() query: LayerQuery): Promise<FileDownload> {
    return this.layers.layer(query);
  }
}

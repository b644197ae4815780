export { type Forecast, ForecastMethod } from './forecast';
export { ForecastService } from './forecast.service';

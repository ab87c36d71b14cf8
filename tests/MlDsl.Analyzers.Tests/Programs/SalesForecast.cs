// mutate: ml=ml
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.TimeSeries;

namespace Forecasts;

public sealed class SalesForecaster(string folder)
{
    private readonly MLContext ml = new();

    public float[] Forecast()
    {
        IDataView sales = ml.Data.LoadFromTextFile<Sale>(Path.Combine(folder, "sales.csv"), hasHeader: true, separatorChar: ',');
        IDataView firstYear = ml.Data.FilterRowsByColumn(sales, "Year", upperBound: 1);
        IDataView secondYear = ml.Data.FilterRowsByColumn(sales, "Year", lowerBound: 1);
        var forecaster = ml.Forecasting.ForecastBySsa("Forecast", "Amount", windowSize: 7, seriesLength: 30, trainSize: 365, horizon: 7, confidenceLevel: 0.95f);
        var model = forecaster.Fit(firstYear);
        Check(model, secondYear);
        using var engine = model.CreateTimeSeriesEngine<Sale, SaleForecast>(ml);
        engine.CheckPoint(ml, "forecast.zip");
        return engine.Predict().Forecast;
    }

    private void Check(ITransformer model, IDataView actual)
    {
        IDataView predictions = model.Transform(actual);
        var expected = ml.Data.CreateEnumerable<Sale>(actual, reuseRowObject: false).Select(s => s.Amount);
        var forecast = ml.Data.CreateEnumerable<SaleForecast>(predictions, reuseRowObject: false).Select(f => f.Forecast[0]);
        Console.WriteLine(expected.Zip(forecast, (a, b) => Math.Abs(a - b)).Average());
    }
}

public class Sale
{
    [LoadColumn(0)] public DateTime Day { get; set; }
    [LoadColumn(1)] public float Year { get; set; }
    [LoadColumn(2)] public float Amount { get; set; }
}

public class SaleForecast
{
    public float[] Forecast { get; set; } = [];
}

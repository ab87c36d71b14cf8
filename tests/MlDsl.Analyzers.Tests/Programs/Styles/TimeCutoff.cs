using System;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Grid.Forecasting;

/// <summary>The years before the cut-off teach; the last year is asked.</summary>
public sealed class PeakLoad
{
    private const float FirstTestYear = 2023;

    private readonly MLContext ml;
    private readonly IDataView history;

    public PeakLoad(MLContext ml, string file)
    {
        this.ml = ml;
        history = ml.Data.LoadFromTextFile<Reading>(file, separatorChar: ',', hasHeader: true);
    }

    private IDataView Before => ml.Data.FilterRowsByColumn(history, nameof(Reading.Year), upperBound: FirstTestYear);

    private IDataView From => ml.Data.FilterRowsByColumn(history, nameof(Reading.Year), lowerBound: FirstTestYear);

    public double Learn()
    {
        var steps = ml.Transforms.Concatenate("Features", nameof(Reading.Temperature), /*MLD1001:*/nameof(Reading.Weekday)/*=> "DayOfWeek"*//*MLD1201:*//*=> , nameof(Reading.Peak)*/)
            .Append(ml.Regression.Trainers.Gam(labelColumnName: /*MLD1001:*/nameof(Reading.Peak)/*=> "Load"*/, featureColumnName: /*MLD1001:*/"Features"/*=> "Inputs"*/));
        var fitted = steps.Fit(/*MLD1301:*/Before/*=> ml.Data.TrainTestSplit(history).TrainSet*/);
        ml.Model.Save(fitted, /*MLD1015:*/history.Schema/*=> null*/, "peak.zip");
        return ml.Regression.Evaluate(fitted.Transform(From), labelColumnName: /*MLD1006:*/nameof(Reading.Peak)/*=> nameof(Reading.Temperature)*/).RootMeanSquaredError;
    }

    public string NextWeek()
    {
        var series = ml.Forecasting.ForecastBySsa(nameof(WeekAhead.Peaks), /*MLD1001:*/nameof(Reading.Peak)/*=> "Load"*/, windowSize: 14, seriesLength: 60, trainSize: 730, horizon: 7);
        var model = series.Fit(/*MLD1301:*/history/*=> ml.Data.ShuffleRows(history)*/);
        using var engine = Microsoft.ML.Transforms.TimeSeries.PredictionFunctionExtensions.CreateTimeSeriesEngine<Reading, WeekAhead>(model, ml);
        return $"{engine.Predict().Peaks}";
    }
}

public static class Run
{
    public static void Main(string[] arguments)
    {
        var peaks = new PeakLoad(new MLContext(seed: 8), arguments.FirstOrDefault() ?? "grid.csv");
        Console.WriteLine($"{peaks.Learn():F1} MW, next: {peaks.NextWeek()}");
    }
}

public sealed class Reading
{
    [LoadColumn(0)] public DateTime Date { get; set; }
    [LoadColumn(1)] public float Year { get; set; }
    [LoadColumn(2)] public float Weekday { get; set; }
    [LoadColumn(3)] public float Temperature { get; set; }
    [LoadColumn(4)] public /*MLD1012:*/float/*=> decimal*/ Peak { get; set; }
    [LoadColumn(5)] public float PreviousPeak { get; set; }
}

public sealed class WeekAhead
{
    public /*MLD1009:*/float[]/*=> float*/ Peaks { get; set; } = default!;
}

// mutate: label=Sold ml=ml metric=MeanAbsoluteError evaluate=Evaluate
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Demand;

/// <summary>Trains on the past, scores on the last weeks, and ships a model fitted on everything.</summary>
public sealed class DemandJob(DemandJob.Settings settings, TextWriter log)
{
    public sealed record Settings(string ModelFile, DateTime Cutoff, int Trees = 300);

    public async Task RunAsync(IAsyncEnumerable<DailySale> source, CancellationToken cancellation)
    {
        var history = new List<DailySale>();
        await foreach (DailySale sale in source.WithCancellation(cancellation))
            if (!float.IsNaN(sale.Sold)) history.Add(sale);

        var ml = new MLContext(seed: 17);
        ml.ComponentCatalog.RegisterAssembly(typeof(CalendarMapping).Assembly);
        IDataView past = ml.Data.LoadFromEnumerable(history.Where(s => s.Day < settings.Cutoff).ToList());
        IDataView recent = ml.Data.LoadFromEnumerable(history.Where(s => s.Day >= settings.Cutoff).ToArray());

        var pipeline = BuildPipeline(ml, settings.Trees);
        ITransformer candidate = pipeline.Fit(past);
        RegressionMetrics metrics = ml.Regression.Evaluate(candidate.Transform(recent), labelColumnName: nameof(DailySale.Sold));
        await log.WriteLineAsync($"MAE {metrics.MeanAbsoluteError:F1} on days from {settings.Cutoff:d}");
        var importance = ml.Regression.PermutationFeatureImportance(candidate, candidate.Transform(recent), labelColumnName: nameof(DailySale.Sold), permutationCount: 3);
        foreach (var (name, change) in importance.OrderByDescending(i => Math.Abs(i.Value.RSquared.Mean)).Take(5))
            await log.WriteLineAsync($"  {name}: {change.RSquared.Mean:F3}");

        // The quality is known now; what is shipped learns from the recent days as well.
        IDataView everything = ml.Data.LoadFromEnumerable(history);
        ITransformer shipped = pipeline.Fit(everything);
        ml.Model.Save(shipped, everything.Schema, settings.ModelFile);
    }

    private static IEstimator<ITransformer> BuildPipeline(MLContext ml, int trees) =>
        ml.Transforms.CustomMapping<DailySale, Calendar>(CalendarMapping.Map, CalendarMapping.Contract)
            .Append(ml.Transforms.Categorical.OneHotEncoding("StoreCode", nameof(DailySale.Store)))
            .Append(ml.Transforms.Conversion.ConvertType("Promoted", nameof(DailySale.Promotion), DataKind.Single))
            .Append(ml.Transforms.Concatenate("Features", "StoreCode", "Promoted", nameof(DailySale.SoldWeekBefore), nameof(Calendar.Weekday), nameof(Calendar.Month)))
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: nameof(DailySale.Sold), numberOfTrees: trees));
}

[CustomMappingFactoryAttribute(Contract)]
public sealed class CalendarMapping : CustomMappingFactory<DailySale, Calendar>
{
    public const string Contract = "Calendar";

    public static void Map(DailySale input, Calendar output)
    {
        output.Weekday = (float)input.Day.DayOfWeek;
        output.Month = input.Day.Month;
    }

    public override Action<DailySale, Calendar> GetMapping() => Map;
}

public class DailySale
{
    public DateTime Day { get; set; }
    public string Store { get; set; } = "";
    public bool Promotion { get; set; }
    public float SoldWeekBefore { get; set; }
    public float Sold { get; set; }
}

public class Calendar
{
    public float Weekday { get; set; }
    public float Month { get; set; }
}

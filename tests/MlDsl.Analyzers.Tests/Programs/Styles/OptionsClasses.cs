using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Insurance.Claims.Training;

public sealed class ColumnOptions
{
    public string Label { get; init; } = nameof(Claim.Severity);
    public string[] Numbers { get; init; } = [nameof(Claim.Vehicles), nameof(Claim.Injured)];
    public string[] Categories { get; init; } = [nameof(Claim.Region)];
}

public sealed class TrainingOptions
{
    public ColumnOptions Columns { get; init; } = new();
    public double HoldOut { get; init; } = 0.2;
    public float L2 { get; init; } = 0.01f;
}

public static class Defaults
{
    public static readonly TrainingOptions Standard = new()
    {
        Columns = new ColumnOptions
        {
            Label = /*MLD1001:*/nameof(Claim.Severity)/*=> "Severeness"*/,
            Numbers = [nameof(Claim.Vehicles), nameof(Claim.Injured), /*MLD1001:*/nameof(Claim.HourOfDay)/*=> "Hour"*//*MLD1201:*//*=> , nameof(Claim.Severity)*/],
            Categories = [/*MLD1001:*/nameof(Claim.Region)/*=> "Area"*/, nameof(Claim.Weather)],
        },
        HoldOut = 0.25,
    };
}

public sealed class SeverityTraining(MLContext ml)
{
    public RegressionMetrics Run(string file, TrainingOptions options)
    {
        IDataView claims = ml.Data.LoadFromTextFile<Claim>(file, separatorChar: '\t', hasHeader: true);
        var split = ml.Data.TrainTestSplit(claims, options.HoldOut);

        IEstimator<ITransformer> chain = ml.Transforms.Categorical.OneHotEncoding(options.Columns.Categories.Select(c => new InputOutputColumnPair(c)).ToArray());
        chain = chain.Append(ml.Transforms.Concatenate("Numbers", options.Columns.Numbers));
        chain = chain.Append(ml.Transforms.NormalizeMeanVariance("Numbers"));
        chain = chain.Append(ml.Transforms.Concatenate("Features", ["Numbers", .. options.Columns.Categories]));
        chain = chain.Append(ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
        {
            LabelColumnName = options.Columns.Label,
            FeatureColumnName = /*MLD1001:*/"Features"/*=> "Inputs"*/,
            L2Regularization = options.L2,
        }));

        ITransformer fitted = chain.Fit(/*MLD1102:*/split.TrainSet/*=> split.TestSet*/);
        IDataView scored = fitted.Transform(/*MLD1101:*/split.TestSet/*=> split.TrainSet*/);
        return ml.Regression.Evaluate(scored, options.Columns.Label);
    }
}

public static class Program
{
    public static int Main(string[] args)
    {
        var training = new SeverityTraining(new MLContext(seed: 5));
        RegressionMetrics metrics = training.Run(args.Length > 0 ? args[0] : "claims.tsv", Defaults.Standard);
        Console.WriteLine($"R² {metrics.RSquared:F3}");
        return metrics.RSquared > 0.3 ? 0 : 1;
    }
}

public sealed class Claim
{
    [LoadColumn(0)] public string Region { get; set; } = "";
    [LoadColumn(1)] public string Weather { get; set; } = "";
    [LoadColumn(2)] public float Vehicles { get; set; }
    [LoadColumn(3)] public float Injured { get; set; }
    [LoadColumn(4)] public float HourOfDay { get; set; }
    [LoadColumn(5)] public /*MLD1004:*/float/*=> double*/ Severity { get; set; }
}

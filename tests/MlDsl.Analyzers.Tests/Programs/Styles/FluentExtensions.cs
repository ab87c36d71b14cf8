using System;
using System.Collections.Generic;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gym;

public static class PipelineExtensions
{
    public static IEstimator<ITransformer> Encode(this MLContext ml, string column) => ml.Transforms.Categorical.OneHotEncoding(column, column);

    public static IEstimator<ITransformer> ThenEncode(this IEstimator<ITransformer> head, MLContext ml, string column) => head.Append(ml.Encode(column));

    public static IEstimator<ITransformer> ThenFeatures(this IEstimator<ITransformer> head, MLContext ml, params string[] columns) => head.Append(ml.Transforms.Concatenate("Features", columns));

    public static IEstimator<ITransformer> ThenTrain(this IEstimator<ITransformer> head, MLContext ml, string label) =>
        head.Append(ml.Regression.Trainers.FastTreeTweedie(labelColumnName: label));

    public static T Tap<T>(this T value, Action<T> look)
    {
        look(value);
        return value;
    }
}

public static class Visits
{
    public static RegressionMetrics Learn(IReadOnlyList<Visit> history)
    {
        var ml = new MLContext(42);
        IDataView view = ml.Data.LoadFromEnumerable(history);
        var split = ml.Data.TrainTestSplit(/*MLD1501:*/view/*=> ml.Transforms.NormalizeMeanVariance("Age").Fit(view).Transform(view)*/, testFraction: 0.1);

        ITransformer model = ml.Encode(/*MLD1001:*/nameof(Visit.Plan)/*=> "Tariff"*/)
            .ThenEncode(ml, /*MLD1001:*/nameof(Visit.Branch)/*=> "Studio"*/)
            .ThenFeatures(ml, nameof(Visit.Plan), nameof(Visit.Branch), nameof(Visit.Age)/*MLD1201:*//*=> , nameof(Visit.PerMonth)*/)
            .ThenTrain(ml, /*MLD1001:*/nameof(Visit.PerMonth)/*=> "PerWeek"*/)
            .Fit(/*MLD1102:*/split.TrainSet/*=> split.TestSet*/);

        return ml.Regression
            .Evaluate(model.Transform(/*MLD1101:*/split.TestSet/*=> split.TrainSet*/), nameof(Visit.PerMonth))
            .Tap(m => Console.WriteLine($"MAE {m.MeanAbsoluteError:F2}"));
    }
}

public sealed class Visit
{
    public string Plan { get; init; } = "";
    public string Branch { get; init; } = "";
    public float Age { get; init; }
    public /*MLD1004:*/float/*=> double*/ PerMonth { get; init; }
}

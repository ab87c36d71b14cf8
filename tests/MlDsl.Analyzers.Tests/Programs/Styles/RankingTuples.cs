using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;

namespace Jobs.Ranking;

internal static class Ranker
{
    private static readonly (string Key, string Group, string Features) Columns = ("Grade", "Search", "Features");

    public static (ITransformer Model, double Ndcg) Learn(string file, MLContext? context = null)
    {
        MLContext ml = context ?? new MLContext(seed: 18);
        var (train, test) = Halves(ml, ml.Data.LoadFromTextFile<Offer>(file, separatorChar: '\t', hasHeader: true));
        var (prepare, rank) = (Prepare(ml), Rank(ml));
        var model = prepare.Append(rank).Fit(/*MLD1102:*/train/*=> test*/);
        ml.Model.Save(model, /*MLD1015:*/train.Schema/*=> null*/, "ranker.zip");
        return (model, Ndcg(ml, model, /*MLD1101:*/test/*=> train*/));
    }

    private static (IDataView, IDataView) Halves(MLContext ml, IDataView offers)
    {
        var split = ml.Data.TrainTestSplit(offers, testFraction: 0.2/*MLD1401:*/, samplingKeyColumnName: nameof(Offer.SearchId)/*=> */);
        return (split.TrainSet, split.TestSet);
    }

    private static IEstimator<ITransformer> Prepare(MLContext ml)
    {
        var grade = ml.Transforms.Conversion.MapValueToKey(Columns.Key, /*MLD1001:*/nameof(Offer.Clicked)/*=> "Clicks"*/, keyOrdinality: /*MLD1005:*/ValueToKeyMappingEstimator.KeyOrdinality.ByValue/*=> ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence*/);
        var group = ml.Transforms.Conversion.Hash(Columns.Group, /*MLD1001:*/nameof(Offer.SearchId)/*=> "Session"*/, numberOfBits: 20);
        var features = ml.Transforms.Concatenate(Columns.Features, nameof(Offer.Distance), /*MLD1001:*/nameof(Offer.Salary)/*=> "Wage"*//*MLD1201:*//*=> , nameof(Offer.Clicked)*/);
        return grade.Append(group).Append(features);
    }

    private static LightGbmRankingTrainer Rank(MLContext ml) => ml.Ranking.Trainers.LightGbm(new LightGbmRankingTrainer.Options
    {
        LabelColumnName = Columns.Key,
        RowGroupColumnName = /*MLD1001:*/Columns.Group/*=> "Group"*/,
        FeatureColumnName = /*MLD1001:*/Columns.Features/*=> "Inputs"*/,
        CustomGains = null,
    });

    private static double Ndcg(MLContext ml, ITransformer model, IDataView rows)
    {
        RankingMetrics metrics = ml.Ranking.Evaluate(model.Transform(rows), labelColumnName: /*MLD1006:*/Columns.Key/*=> "Distance"*/, rowGroupColumnName: Columns.Group);
        return metrics.NormalizedDiscountedCumulativeGains is [.., var last] ? last : double.NaN;
    }
}

internal static class Entry
{
    private static int Main(string[] args)
    {
        var (_, ndcg) = Ranker.Learn(args.FirstOrDefault() ?? "offers.tsv");
        Console.WriteLine($"NDCG {ndcg:P1}");
        return ndcg > 0.5 ? 0 : 2;
    }
}

internal sealed class Offer
{
    [LoadColumn(0)] public string SearchId { get; set; } = "";
    [LoadColumn(1)] public float Distance { get; set; }
    [LoadColumn(2)] public /*MLD1012:*/float/*=> decimal*/ Salary { get; set; }
    [LoadColumn(3)] public float Clicked { get; set; }
}

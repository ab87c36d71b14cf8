using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Travel.Search;

public interface IRanker
{
    IReadOnlyList<float> Rank(IEnumerable<Offer> offers);
}

public sealed class HotelRanker : IRanker
{
    const string Features = nameof(Features), Group = "QueryKey", Gain = "Gain";
    readonly MLContext ml = new(seed: 31);
    ITransformer? model;

    public IReadOnlyList<float> Rank(IEnumerable<Offer> offers) =>
        ml.Data.CreateEnumerable<Ranked>(model!.Transform(ml.Data.LoadFromEnumerable(offers)), reuseRowObject: false).Select(r => r.Score).ToList();

    public RankingMetrics Learn(string file)
    {
        var all = ml.Data.LoadFromTextFile<Offer>(file, separatorChar: '\t', hasHeader: true);
        var parts = ml.Data.TrainTestSplit(all, testFraction: 0.2/*MLD1401:*/, samplingKeyColumnName: nameof(Offer.Query)/*=> */);

        var prepare = ml.Transforms.Conversion.MapValueToKey(Group, /*MLD1001:*/nameof(Offer.Query)/*=> "Search"*/)
            .Append(ml.Transforms.Conversion.MapValueToKey(Gain, nameof(Offer.Clicked), keyOrdinality: /*MLD1005:*/Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue/*=> Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence*/))
            .Append(ml.Transforms.Concatenate(Features, nameof(Offer.Price), nameof(Offer.Stars), /*MLD1001:*/nameof(Offer.Distance)/*=> "Metres"*//*MLD1201:*//*=> , Gain*/));
        var rank = ml.Ranking.Trainers.FastTree(new FastTreeRankingTrainer.Options { LabelColumnName = Gain, RowGroupColumnName = /*MLD1001:*/Group/*=> "GroupId"*/, FeatureColumnName = Features });
        model = prepare.Append(rank).Fit(/*MLD1102:*/parts.TrainSet/*=> parts.TestSet*/);

        var scored = model.Transform(/*MLD1101:*/parts.TestSet/*=> parts.TrainSet*/);
        return ml.Ranking.Evaluate(scored, labelColumnName: /*MLD1006:*/Gain/*=> nameof(Offer.Stars)*/, rowGroupColumnName: Group);
    }
}

public sealed class Offer
{
    [LoadColumn(0)] public string Query { get; set; } = "";
    [LoadColumn(1)] public float Clicked { get; set; }
    [LoadColumn(2)] public float Price { get; set; }
    [LoadColumn(3)] public float Stars { get; set; }
    [LoadColumn(4)] public float Distance { get; set; }
}

public sealed class Ranked
{
    public float Score { get; set; }
}

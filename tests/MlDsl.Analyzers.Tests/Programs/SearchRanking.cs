// mutate: label=Relevance ml=ml evaluate=Evaluate
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Search;

internal static class Program
{
    private const string GroupColumn = "QueryKey";

    private static void Main(string[] args)
    {
        MLContext ml = new();
        IDataView results = ml.Data.LoadFromTextFile<SearchResult>(args[0], separatorChar: '\t');
        var split = ml.Data.TrainTestSplit(results, testFraction: 0.2, samplingKeyColumnName: nameof(SearchResult.Query));
        IEstimator<ITransformer> pipeline = ml.Transforms.Conversion.Hash(GroupColumn, nameof(SearchResult.Query));
        pipeline = pipeline.Append(ml.Transforms.Concatenate("Features", nameof(SearchResult.Clicks), nameof(SearchResult.Distance)));
        pipeline = pipeline.Append(ml.Ranking.Trainers.LightGbm(labelColumnName: nameof(SearchResult.Relevance), rowGroupColumnName: GroupColumn));

        ITransformer ranker = pipeline.Fit(split.TrainSet);
        var scored = ranker.Transform(split.TestSet);
        var metrics = ml.Ranking.Evaluate(scored, labelColumnName: nameof(SearchResult.Relevance), rowGroupColumnName: GroupColumn);
        Console.WriteLine(string.Join(", ", metrics.NormalizedDiscountedCumulativeGains));
    }
}

public sealed class SearchResult
{
    [LoadColumn(0)] public float Relevance { get; set; }
    [LoadColumn(1)] public string Query { get; set; } = "";
    [LoadColumn(2)] public float Clicks { get; set; }
    [LoadColumn(3)] public float Distance { get; set; }
}

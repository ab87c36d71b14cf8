using System.Text.Json;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Tests.Plans;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>A ranking from its rows to its figures, files and exports.</summary>
public sealed class RankingTests
{
    private static readonly Split<SearchHit> Split = SearchHits.Split();
    private static readonly SearchModel Model = SearchModel.Fit(Split.Train);

    [Fact]
    public void RanksBetterThanChance()
    {
        SearchModel model = SearchModel.Fit(Split.Train);
        RankingMetrics tuning = model.Evaluate(Split.Validation);
        Assert.True(tuning.Ndcg.Low > tuning.Baseline!.Ndcg.Value, tuning.ToString());
        Assert.Equal((tuning.Rows, 30), ((int)Split.Validation.Count, tuning.Queries));
        Assert.Equal(["NDCG@5", "NDCG@10", "NDCG", "MAP", "MRR"], model.Evaluations[0].Metrics.Select(static m => m.Name));
        Assessment<RankingMetrics> final = model.Assess(SearchHits.Split().Test, new() { Cutoffs = [3], Resamples = 50 });
        Assert.Equal(final, JsonSerializer.Deserialize<Assessment<RankingMetrics>>(JsonSerializer.Serialize(final)));
        Assert.Equal(3, Assert.Single(final.Metrics.Cutoffs).Cutoff);
        Assert.StartsWith("Assessed on the", final.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, SearchModel.CrossValidate(Dataset<SearchHit>.FromRows(SearchHits.Make(900, 45)).FoldsByGroup(3, seed: 1)).Folds.Count);
    }

    // The evaluator over the model's own scores.
    [Fact]
    public void EvaluatesWholeQueries()
    {
        SearchHit[] rows = [.. Split.Validation.Rows];
        var scores = new Score[rows.Length];
        Model.Predict([.. rows.Select(static r => r.ToInput())], scores);
        string[] names = [.. rows.Select(static r => r.Query).Distinct()];
        RankingMetrics expected = RankingEvaluator.Evaluate(
            [.. rows.Select(static r => (float)r.Grade)], [.. scores.Select(static s => s.Value)], new() { Groups = [.. rows.Select(r => (ulong)Array.IndexOf(names, r.Query))] });
        Assert.Equal(expected, Model.Evaluate(Split.Validation));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(1000)]
    public void RanksByScoreAndEqualOnesByPlace(int count)
    {
        SearchHit.Input[] inputs = [.. SearchHits.Make(count, 1).Select(static r => r.ToInput())];
        for (int i = 2; i < count; i += 3) inputs[i] = inputs[i / 2];
        var order = new int[count];
        Model.Rank(inputs, order);
        Assert.Equal(Enumerable.Range(0, count).OrderByDescending(i => Model.Predict(in inputs[i])).ThenBy(static i => i), order);
        Assert.Contains("need room for", Assert.Throws<ArgumentException>(() => Model.Rank(inputs, new int[count + 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoresOfBothSignsAndZerosAreInOrder()
    {
        SearchHit.Input[] inputs = [.. new[] { -9f, 5, 0, 3, -2, 100 }.Select(static m => new SearchHit.Input { Match = m, Shop = "s0", Price = 3 })];
        var order = new int[inputs.Length];
        Model.Rank(inputs, order);
        Assert.Equal(Model.Predict(in inputs[5]) > Model.Predict(in inputs[0]) ? [5, 1, 3, 2, 4, 0] : [0, 4, 2, 3, 1, 5], order);
        Assert.True(Model.Predict(in inputs[0]).Value * Model.Predict(in inputs[5]).Value < 0);
    }

    [Fact]
    public void AGradeThatIsNoneIsNamed()
    {
        foreach (int grade in new[] { -1, 31 })
        {
            SearchHit[] rows = SearchHits.Make();
            rows[7] = rows[7] with { Grade = grade };
            Split<SearchHit> split = Dataset<SearchHit>.FromRows(rows).SplitByGroup(0, 0, seed: 1);
            Assert.StartsWith(
                $"The grade {grade} of row 8 of the data must be a whole number from 0 (not relevant) to 30",
                Assert.Throws<TrainingException>(() => SearchModel.Fit(split.Train)).Message, StringComparison.Ordinal);
            Split<SearchHit> other = Dataset<SearchHit>.FromRows(rows).SplitByGroup(0.99, 0, seed: 1);
            Assert.Contains($"The grade {grade} of row 8 of the data, on the validation side,", Assert.Throws<EvaluationException>(() => Model.Evaluate(other.Validation)).Message, StringComparison.Ordinal);
            Assert.Contains("of row 8 of the data", Assert.Throws<EvaluationException>(() => Model.Importance(other.Validation)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void QueriesOfOneRowOrOneGradeTeachNothing()
    {
        SearchHit[] rows = SearchHits.Make(400, 20);
        SearchModel model = SearchModel.Fit(Dataset<SearchHit>.FromRows(rows).SplitByGroup(0, 0, seed: 1).Train);
        IEnumerable<SearchHit> more = rows.Concat([rows[0] with { Query = "one" }, rows[1] with { Query = "same", Grade = 2 }, rows[1] with { Query = "same", Grade = 2 }]);
        SearchModel same = SearchModel.Fit(Dataset<SearchHit>.FromRows(more).SplitByGroup(0, 0, seed: 1).Train);
        // The scale of a column is learned from all rows; the order that its weight gives is not changed by them.
        float Weight(SearchModel m) => m.Predict(new() { Match = 2, Shop = "s0", Price = 9 }).Value - m.Predict(new() { Match = 1, Shop = "s0", Price = 9 }).Value;
        Assert.Equal(Weight(model), Weight(same), 1e-3f * Weight(model));
        Assert.Contains(
            "No query of the 400 has rows of two grades",
            Assert.Throws<TrainingException>(() => SearchModel.Fit(Dataset<SearchHit>.FromRows(rows.Select(static (r, i) => r with { Query = $"{i}" })).SplitByGroup(0, 0, seed: 1).Train)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ASplitByTimeKeepsQueriesWhole()
    {
        GradedHit[] rows = SearchHits.Graded();
        Split<GradedHit> split = Dataset<GradedHit>.FromRows(rows).SplitByTime(0.2, 0.2);
        RankingMetrics metrics = GradedModel.Fit(split.Train).Evaluate(split.Validation, new() { Resamples = 0 });
        Assert.Equal(20, metrics.Queries);
        Assert.Equal(["fi", "se"], metrics.Slices.Select(static s => s.Value));
        rows[300] = rows[300] with { Asked = rows[300].Asked.AddHours(1) };
        Assert.StartsWith(
            "Row 301 of the data has another event time than an earlier row of its query, so that the split by time may cut the query in two; split by group",
            Assert.Throws<TrainingException>(() => GradedModel.Fit(Dataset<GradedHit>.FromRows(rows).SplitByTime(0, 0).Train)).Message, StringComparison.Ordinal);
        // A split by group keeps queries whole whatever their times.
        GradedModel.Fit(Dataset<GradedHit>.FromRows(rows).SplitByGroup(0.2, 0.2, seed: 1).Train);
    }

    // An enumeration's grade is its value; weights of rows are their query's.
    [Fact]
    public void GradesMayBeAnEnumeration()
    {
        GradedModel model = GradedModel.Fit(Dataset<GradedHit>.FromRows(SearchHits.Graded()).SplitByGroup(0, 0, seed: 1).Train);
        DynamicModel fitted = DynamicModel.Fit(
            model.Plan, Rows(model.Plan, static grade => grade.ToString()), new LinearRankingOptions { L2 = 1e-3, MaxPairs = 1000 },
            new() { Name = "graded", Task = "Ranking", Classes = ["None", "Fair", "Good", "unused", "Perfect"] });
        Assert.Equal(((LinearPredictor)model.Predictor).Weights.ToArray(), ((LinearPredictor)fitted.Predictor).Weights.ToArray());
        Assert.Equal(model.Outcome, fitted.Outcome);
        Assert.Contains(
            "is none of DynamicDefinition.Classes (None, Fair)",
            Assert.Throws<TrainingException>(() => DynamicModel.Fit(
                model.Plan, Rows(model.Plan, static grade => grade.ToString()), new LinearRankingOptions(), new() { Name = "graded", Task = "Ranking", Classes = ["None", "Fair"] })).Message,
            StringComparison.Ordinal);

        static IEnumerable<DynamicRow> Rows(FeaturePlan plan, Func<Relevance, string> grade) => SearchHits.Graded().Select(r => DynamicTable.ForTraining(plan).NewRow()
            .Set("Query", r.Query.ToString()).Set("Asked", r.Asked).Set("Views", r.Views).Set("Match", r.Match).Set("Grade", grade(r.Grade)));
    }

    [Fact]
    public void IsFittedByNameToTheSameBits()
    {
        SearchHit[] rows = SearchHits.Make();
        SearchModel typed = SearchModel.Fit(Dataset<SearchHit>.FromRows(rows).SplitByGroup(0, 0, seed: 1).Train);
        DynamicModel before = DynamicModel.Load(DynamicModelTests.Saved(Model.Save));
        DynamicModel fitted = before.Refit(rows.Select(r => Row(before.Training, r).Set("Grade", (long)r.Grade)), new LinearRankingOptions(), new() { Threads = 3 });
        Assert.Equal(((LinearPredictor)typed.Predictor).Weights.ToArray(), ((LinearPredictor)fitted.Predictor).Weights.ToArray());
        Assert.Equal(typed.Outcome, fitted.Outcome);
        SearchModel loaded = SearchModel.Load(DynamicModelTests.Saved(fitted.Save));
        Assert.All(rows.Take(50), r => Assert.Equal(typed.Predict(r.ToInput()), loaded.Predict(r.ToInput())));
        Assert.All(rows.Take(50), r => Assert.Equal(typed.Predict(r.ToInput()).Value, fitted.Predict(Row(fitted.Table, r)).Value));
        Assert.Null(fitted.Predict(Row(fitted.Table, rows[0])).Label);
        Assert.Contains(
            "The grade -2 of row 1 of the data must be a whole number",
            Assert.Throws<TrainingException>(() => before.Refit(rows.Take(9).Select(r => Row(before.Training, r).Set("Grade", -2L)), new LinearRankingOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsByNameNeedAGroup()
    {
        CountModel counts = CountModel.Fit(Dataset<Count>.FromRows(Enumerable.Range(0, 40).Select(static i => new Count { Miles = i % 10, Stops = i % 3, Calls = i % 4 })).SplitRandom(0, 0, seed: 1).Train);
        IEnumerable<DynamicRow> rows = Enumerable.Range(0, 9).Select(i => DynamicTable.ForTraining(counts.Plan).NewRow().Set("Miles", i).Set("Stops", (long)i).Set("Calls", i % 2));
        Assert.Contains(
            "'Count' has no column of the role Group, within which 'c' could rank",
            Assert.Throws<ArgumentException>(() => DynamicModel.Fit(counts.Plan, rows, new LinearRankingOptions(), new() { Name = "c", Task = "Ranking" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnExportGivesTheScores()
    {
        using var exported = new ExportedModel(Model.ExportOnnx(), Model.Plan);
        SearchHit[] rows = SearchHits.Make(200, 9);
        DynamicModel named = DynamicModel.Load(DynamicModelTests.Saved(Model.Save));
        float[] found = Assert.IsType<float[]>(exported.Run([.. rows.Select(r => Row(named.Table, r).Values)])["prediction"]);
        for (int i = 0; i < rows.Length; i++) Assert.Equal(Model.Predict(rows[i].ToInput()).Value, found[i], 1e-5f);
        Assert.Equal(("Ranking", "LinearRanking"), (exported.Session.Metadata["mldsl.task"], exported.Session.Metadata["mldsl.trainer"]));
    }

    [Fact]
    public void GoldenRowsHoldTheInterpreterToo()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        Model.WriteGolden(path, SearchHits.Make(20, 3).Select(static r => r.ToInput()));
        GoldenSuite<SearchHit.Input> suite = Model.ReadGolden(path);
        File.Delete(path);
        Assert.Equal(20, suite.Lines.Count);
        Assert.All(suite.Lines, suite.Check);
    }

    [Fact]
    public void ThreadsDoNotChangeTheFile()
    {
        string[] files = [.. new[] { 1, 2, 8 }.Select(static threads => Convert.ToHexString(DynamicModelTests.Saved(SearchModel.Fit(Split.Train, control: new() { Threads = threads }).Save)))];
        Assert.Single(files.Distinct());
        // Read and encoded anew for every pass.
        Assert.Equal(files[0], Convert.ToHexString(DynamicModelTests.Saved(SearchModel.Fit(Split.Train, control: new() { HoldBytes = 0 }).Save)));
    }

    [Fact]
    public void ImportanceTakesWholeQueries()
    {
        IReadOnlyList<ColumnImportance> all = Model.Importance(Split.Validation);
        Assert.Equal(["Match", "Price", "Shop"], all.Select(static i => i.Column).Order(StringComparer.Ordinal));
        Assert.Equal("Match", all[0].Column);
        Assert.True(all[0].Increase.Low > 0);
        IReadOnlyList<ColumnImportance> sampled = Model.Importance(Split.Validation, new() { MaxRows = 110 });
        // Twenty rows a query.
        Assert.All(sampled, static i => Assert.Equal(100, i.Rows));
        Assert.Contains(
            "Each of the 30 groups has more than 5 rows", Assert.Throws<EvaluationException>(() => Model.Importance(Split.Validation, new() { MaxRows = 5 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATrainerOfAnotherTargetIsRefused() => Assert.Contains(
        "LinearRegression learns Value, and the model 'search' is for Ranking, which needs Relevance",
        Assert.Throws<ArgumentException>(() => SearchModel.Fit(Split.Train, new LinearRegressionOptions())).Message, StringComparison.Ordinal);

    private static DynamicRow Row(DynamicTable table, SearchHit hit)
    {
        DynamicRow row = table.NewRow().Set("Match", hit.Match).Set("Price", hit.Price).Set("Shop", hit.Shop);
        return table.IsForTraining ? row.Set("Query", hit.Query) : row;
    }
}

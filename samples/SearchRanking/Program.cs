using MlDsl;
using MlDsl.Training;
using SearchRanking;

// Rows with a group are split by group: a search is on one side, whole. A random split does not compile.
Split<Hit> split = Dataset<Hit>.FromRows(Searches.Make(1500)).SplitByGroup(validation: 0.2, test: 0.2, seed: 5);

SearchModel candidate = SearchModel.Fit(split.Train);
Console.WriteLine("What a shuffled column costs in NDCG");
foreach (ColumnImportance column in candidate.Importance(split.Validation)) Console.WriteLine(column);

SearchModel model = SearchModel.Fit(split.Development);
Assessment<RankingMetrics> final = model.Assess(split.Test, new EvaluationOptions { Cutoffs = [1, 5, 10] });
Console.WriteLine($"\n{final}");

// What a page asks for: the order of one search's products. Nothing is allocated.
Hit[] shown = [.. split.Validation.Rows.GroupBy(static hit => hit.Search).First()];
Hit.Input[] inputs = [.. shown.Select(static hit => hit.ToInput())];
Span<int> order = stackalloc int[inputs.Length];
model.Rank(inputs, order);
Console.WriteLine($"\nThe first five for '{shown[0].Search}', of {shown.Length}");
foreach (int place in order[..5])
    Console.WriteLine(FormattableString.Invariant($"shown at {shown[place].Position,2}: match {shown[place].TextMatch:F2}, price {shown[place].Price:F2}, {shown[place].Delivery} -> {shown[place].Reaction}"));

model.Save("search.mldsl");
bool isSame = SearchModel.Load("search.mldsl").Predict(in inputs[0]) == model.Predict(in inputs[0]);
Console.WriteLine(FormattableString.Invariant($"\nndcg10={final.Metrics.Cutoffs[2].Ndcg.Value:F3} random={final.Metrics.Baseline!.Cutoffs[2].Ndcg.Value:F3} loaded={(isSame ? "same" : "other")}"));

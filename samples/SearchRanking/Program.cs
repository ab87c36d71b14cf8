using MlDsl;
using MlDsl.Training;
using SearchRanking;

var boosted = new LightGbmOptions { Trees = 500, Leaves = 15, LearningRate = 0.05, EarlyStopping = 20 };
bool isBoosted = args is ["--trainer", "lightgbm"];
if (!isBoosted && args is not ([] or ["--trainer", "linear"]))
{
    Console.Error.WriteLine("usage: SearchRanking [--trainer linear|lightgbm]");
    return 2;
}

// Rows with a group are split by group: a search is on one side, whole. A random split does not compile.
Split<Hit> split = Dataset<Hit>.FromRows(Searches.Make(1500)).SplitByGroup(validation: 0.2, test: 0.2, seed: 5);

// Trees learn by what swapping two rows would change in NDCG, and stop by whole searches that are held back from training.
var options = new EvaluationOptions { Cutoffs = [1, 5, 10] };
SearchModel line = SearchModel.Fit(split.Train), trees = SearchModel.Fit(split.Train, boosted);
foreach (SearchModel each in new[] { line, trees })
    Console.WriteLine($"{each.Card.Trainer,-13} NDCG@10 {each.Evaluate(split.Validation, options).Cutoffs[2].Ndcg} on validation searches");
SearchModel candidate = isBoosted ? trees : line;
Console.WriteLine("\nWhat a shuffled column costs in NDCG");
foreach (ColumnImportance column in candidate.Importance(split.Validation)) Console.WriteLine(column);

SearchModel model = SearchModel.Fit(split.Development, isBoosted ? boosted : null);
Assessment<RankingMetrics> final = model.Assess(split.Test, options);
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
Console.WriteLine(FormattableString.Invariant($"\nndcg10={final.Metrics.Cutoffs[2].Ndcg.Value:F3} random={final.Metrics.Baseline!.Cutoffs[2].Ndcg.Value:F3} loaded={(isSame ? "same" : "other")} trainer={model.Card.Trainer}"));
return 0;

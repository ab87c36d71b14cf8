using MlDsl;
using MlDsl.Reports;
using MlDsl.Training;
using MovieNight;

// Rows of users and items are split along time: each viewer's last evenings, or the last evenings of all.
Dataset<Watch> evenings = Dataset<Watch>.FromRows(Evenings.Make(500));
Split<Watch> split = evenings.SplitByUserTime(validation: 0.2, test: 0.2);

Console.WriteLine("On each viewer's validation evenings");
foreach (RecommenderOptions trainer in new RecommenderOptions[] { new PopularityOptions(), new ItemNeighboursOptions(), new BprOptions { Factors = 16 }, new ImplicitAlsOptions { Factors = 16, Alpha = 0.05, Seed = 1 } })
{
    RecommendationMetrics metrics = Films.Fit(split.Train, trainer).Evaluate(split.Validation);
    Console.WriteLine($"{trainer.Trainer,-14} NDCG@10 {metrics.Cutoffs[1].Ndcg}, {metrics.Lift} times that of what is popular, item coverage {metrics.Coverage.Value:P0}");
}

// Cut at one time for all, many viewers are new, and get what is popular.
Split<Watch> later = evenings.SplitByTime(validation: 0.2, test: 0);
RecommendationMetrics honest = Films.Fit(later.Train).Evaluate(later.Validation);
Console.WriteLine($"\nOn the last fifth of all evenings, {honest.ColdUsers} of {honest.Users} viewers are new: NDCG@10 {honest.Cutoffs[1].Ndcg}");

// A second stage knows genres: it learns from candidates of the first, and what became of them on validation evenings.
Films first = Films.Fit(split.Train);
first.WriteReport("movie-night.html", split.Validation, new RecommendationReportOptions { Purpose = "Films for an evening at home, from what was watched before." });
Dictionary<(string, int), float> genres = split.Train.Rows.GroupBy(static w => w.Viewer)
    .SelectMany(static own => own.GroupBy(static w => Evenings.GenreOf(w.Film)).Select(genre => (Key: (own.Key, genre.Key), Share: (float)genre.Count() / own.Count())))
    .ToDictionary(static s => s.Key, static s => s.Share);
float ShareOf(string viewer, int film) => genres.GetValueOrDefault((viewer, Evenings.GenreOf(film)));
Dataset<Offer> offers = Dataset<Offer>.FromRows(first.Candidates(split.Validation, 50)
    .Select(c => new Offer { Viewer = c.User, Score = c.Score, ShareOfGenre = ShareOf(c.User, c.Item), IsTaken = c.IsTaken ? 1 : 0 }));
Order order = Order.Fit(offers.SplitByGroup(validation: 0, test: 0, seed: 1).Train);
var both = first.Then(order, (viewer, film) => new Offer.Input { Score = film.Score, ShareOfGenre = ShareOf(viewer, film.Item) }, candidates: 50);
Assessment<RecommendationMetrics> alone = first.Assess(split.Test), staged = both.Assess(split.Test);
Console.WriteLine($"\nOn test evenings: one stage NDCG@10 {alone.Metrics.Cutoffs[1].Ndcg}, two stages {staged.Metrics.Cutoffs[1].Ndcg}");

// What a page asks for: nothing is allocated, and a viewer that nobody knows gets what is popular.
Films model = Films.Fit(split.Development);
Assessment<RecommendationMetrics> final = model.Assess(split.Test);
Console.WriteLine($"\n{final}\n");
Span<Recommended<int>> best = stackalloc Recommended<int>[5];
foreach (string viewer in new[] { "viewer-007", "somebody" })
{
    int count = model.Recommend(viewer, best, exclude: [6]);
    Console.WriteLine($"{viewer}: {string.Join(", ", best[..count].ToArray().Select(static r => $"film {r.Item} (genre {Evenings.GenreOf(r.Item)}{(r.IsPopular ? ", popular" : "")})"))}");
}

model.Save("movie-night.mldsl");
model.ExportOnnx("movie-night.onnx", count: 10, exclude: 64);
model.Document(new CardWords { Purpose = "Films for an evening at home, from what was watched before" }).With(final).Save("movie-night.md");
bool isSame = Films.Load("movie-night.mldsl").Recommend("viewer-007", 5).SequenceEqual(model.Recommend("viewer-007", 5));
Console.WriteLine(FormattableString.Invariant(
    $"\nndcg10={final.Metrics.Cutoffs[1].Ndcg.Value:F3} popularity={final.Metrics.Baseline!.Cutoffs[1].Ndcg.Value:F3} two_stages={staged.Metrics.Cutoffs[1].Ndcg.Value:F3} loaded={(isSame ? "same" : "other")} trainer={model.Card.Trainer}"));

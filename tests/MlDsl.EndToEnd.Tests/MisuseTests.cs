using Microsoft.CodeAnalysis;
using MlDsl.Generators.Incremental;
using MlDsl.Testing;

namespace MlDsl.EndToEnd.Tests;

/// <summary>What must not compile, without any analyzer, and the compiler's own words for it.</summary>
public sealed class MisuseTests
{
    private const string Declarations = """
        #pragma warning disable CS8019
        using MlDsl;
        using MlDsl.Training;

        [Dataset]
        public sealed partial record Trip
        {
            [Id] public required string Number { get; init; }
            [Numeric] public required float Miles { get; init; }
            [Numeric, Column("tip", Available = Availability.AtPrediction)] public required float Tip { get; init; }
            [Column("rating", Available = Availability.AfterOutcome)] public float Rating { get; init; }
            [Label] public float Fare { get; init; }
        }

        [Dataset]
        public sealed partial record Visit
        {
            [Group] public required string Patient { get; init; }
            [Numeric] public required float Age { get; init; }
            [Label] public bool Ill { get; init; }
        }

        [Dataset]
        public sealed partial record Hour
        {
            [EventTime] public required DateTime Start { get; init; }
            [Numeric] public required float Heat { get; init; }
            [Label] public float Rides { get; init; }
        }

        [Dataset]
        public partial struct Point
        {
            [Group] public int Line { get; init; }
            [Numeric] public float X { get; init; }
            [Label] public float Y { get; init; }
        }

        [Dataset]
        public sealed partial record Hit
        {
            [Group] public required string Query { get; init; }
            [Numeric] public required float Match { get; init; }
            [Label] public int Grade { get; init; }
        }

        [Model<Hit, Ranking>] public sealed partial class HitModel;
        [Model<Trip, Regression>] public sealed partial class FareModel;
        [Model<Visit, BinaryClassification>] public sealed partial class IllModel;
        """;

    [Theory]
    [InlineData("Fit on an unsplit data set", "FareModel.Fit(trips);", "CS1503")]
    [InlineData("Fit on the test set", "FareModel.Fit(split.Test);", "CS1503")]
    [InlineData("Fit on the validation set", "FareModel.Fit(split.Validation);", "CS1503")]
    [InlineData("Evaluate on the test set", "fare.Evaluate(split.Test);", "CS1503")]
    [InlineData("Evaluate on an unsplit data set", "fare.Evaluate(trips);", "CS1503")]
    [InlineData("Assess on the validation set", "fare.Assess(split.Validation);", "CS1503")]
    [InlineData("Assess on the training set", "fare.Assess(split.Train);", "CS1503")]
    [InlineData("A search on the test set", "FareModel.Search(split.Test, static rows => rows.FoldsRandom(3, seed: 1));", "CS1503")]
    [InlineData("A search on the validation set", "FareModel.Search(split.Validation, static rows => rows.FoldsRandom(3, seed: 1));", "CS1503")]
    [InlineData("A search on an unsplit data set", "FareModel.Search(trips, static rows => rows.FoldsRandom(3, seed: 1));", "CS1503")]
    [InlineData("A search that measures on the test set", "FareModel.Search(split.Train, _ => split.Test);", "CS0029,CS1662")]
    [InlineData("Folds of searched rows that break groups", "IllModel.Search(visits.SplitByGroup(0.2, 0.2, seed: 1).Train, static rows => rows.FoldsRandom(3, seed: 1));", "CS0311")]
    [InlineData("A range of a searched option that is not there", "_ = SearchSpace.Of(new LinearRegressionOptions()).Number(\"L3\", 0, 1, static (o, v) => o with { L3 = v });", "CS0117")]
    [InlineData("A whole number for an option that is a flag", "_ = SearchSpace.Of(new LinearRegressionOptions()).Integer(\"FitIntercept\", 0, 1, static (o, v) => o with { FitIntercept = v });", "CS0029")]
    [InlineData("The rows of the test set", "foreach (var row in split.Test.Rows) { }", "CS1061")]
    [InlineData("A random split of rows with a group", "visits.SplitRandom(0.2, 0.2, seed: 1);", "CS0311")]
    [InlineData("A random split of rows to rank", "hits.SplitRandom(0.2, 0.2, seed: 1);", "CS0311")]
    [InlineData("Stratified folds of rows to rank", "hits.FoldsStratified(5, seed: 1);", "CS0311")]
    [InlineData("A ranking's score used as a number", "float f = HitModel.Fit(hits.SplitByGroup(0.2, 0.2, seed: 1).Train).Predict(new Hit.Input { Match = 1 });", "CS0266")]
    [InlineData("A random split of structs with a group", "points.SplitRandom(0.2, 0.2, seed: 1);", "CS0315")]
    [InlineData("A random split of rows in time", "hours.SplitRandom(0.2, 0.2, seed: 1);", "CS0311")]
    [InlineData("Stratified folds of rows in time", "hours.FoldsStratified(5, seed: 1);", "CS0311")]
    [InlineData("A time split without an event time", "trips.SplitByTime(0.2, 0.2);", "CS0311")]
    [InlineData("A group split without a group", "trips.SplitByGroup(0.2, 0.2, seed: 1);", "CS0311")]
    [InlineData("The label at serving", "_ = new Trip.Input { Miles = 1, Tip = 2, Fare = 3 };", "CS0117")]
    [InlineData("The id at serving", "_ = new Trip.Input { Miles = 1, Tip = 2, Number = \"7\" };", "CS0117")]
    [InlineData("An after-outcome column at serving", "_ = new Trip.Input { Miles = 1, Tip = 2, Rating = 5 };", "CS0117")]
    [InlineData("A required feature left out", "_ = new Trip.Input { Miles = 1 };", "CS9035")]
    [InlineData("Rows of another schema", "FareModel.Fit(visits.SplitByGroup(0.2, 0.2, seed: 1).Train);", "CS1503")]
    [InlineData("An input of another schema", "fare.Predict(new Visit.Input { Age = 4 });", "CS1503")]
    [InlineData("A metric of another task", "_ = fare.Evaluate(split.Validation).RocAuc;", "CS1061")]
    [InlineData("The metrics of another task", "BinaryMetrics metrics = fare.Evaluate(split.Validation);", "CS0029")]
    [InlineData("A score used as a probability", "Probability p = ill.Predict(new Visit.Input { Age = 4 }).Score;", "CS0029")]
    [InlineData("A probability used as a score", "Score s = ill.Predict(new Visit.Input { Age = 4 }).Probability;", "CS0029")]
    [InlineData("A score used as a number", "float f = ill.Predict(new Visit.Input { Age = 4 }).Score;", "CS0266")]
    [InlineData("A model that was not fitted", "_ = new FareModel();", "CS1729")]
    [InlineData("A training set of one's own making", "_ = new TrainSet<Trip>(null!);", "CS1729")]
    [InlineData("A split without a seed", "trips.SplitRandom(0.2, 0.2);", "CS1501")]
    public void DoesNotCompile(string what, string statement, string id)
    {
        Compilation compilation = Compile(statement);
        string[] errors = [.. compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id)];
        Assert.True(errors.SequenceEqual(id.Split(',')), $"{what}: expected {id}, the compiler says {string.Join(", ", errors)}");
    }

    [Theory]
    [InlineData("FareModel.Fit(split.Train);")]
    [InlineData("FareModel.Fit(split.Development);")]
    [InlineData("RegressionMetrics metrics = fare.Evaluate(split.Validation);")]
    [InlineData("Assessment<RegressionMetrics> final = fare.Assess(split.Test);")]
    [InlineData("visits.SplitByGroup(0.2, 0.2, seed: 1);")]
    [InlineData("SearchResult found = IllModel.Search(visits.SplitByGroup(0.2, 0.2, seed: 1).Train, static rows => rows.FoldsByGroup(3, seed: 1));")]
    [InlineData("RankingMetrics metrics = HitModel.Fit(hits.SplitByGroup(0.2, 0.2, seed: 1).Train).Evaluate(hits.SplitByGroup(0.2, 0.2, seed: 1).Validation);")]
    [InlineData("hours.SplitByTime(0.2, 0.2, embargo: TimeSpan.FromDays(1));")]
    [InlineData("float f = fare.Predict(new Trip.Input { Miles = 1, Tip = 2 });")]
    [InlineData("Probability p = ill.Predict(new Visit.Input { Age = 4 }).Probability;")]
    public void TheRightWayCompiles(string statement) =>
        Assert.Empty(Compile(statement).GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));

    private static Compilation Compile(string statement) => RuleTest.Compile(
        $$"""
        {{Declarations}}

        internal static class Use
        {
            public static void It(Dataset<Trip> trips, Dataset<Visit> visits, Dataset<Hour> hours, Dataset<Point> points, Dataset<Hit> hits, FareModel fare, IllModel ill)
            {
                var split = trips.SplitRandom(0.2, 0.2, seed: 1);
                {{statement}}
            }
        }
        """,
        [new DatasetGenerator(), new ModelGenerator()]);
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using MlDsl.Generators.Models;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Models;

public sealed class ModelRulesTests
{
    private const string Rows = """
        [Dataset] public partial record Trip { [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } }
        [Dataset] public partial record Flag { [Numeric] public float Miles { get; init; } [Label] public bool Late { get; init; } }
        [Dataset] public partial record Class { [Numeric] public float Miles { get; init; } [Label] public DayOfWeek Day { get; init; } }
        [Dataset] public partial record Hit { [Group] public string Query { get; init; } = ""; [Numeric] public float Match { get; init; } [Label] public DayOfWeek Grade { get; init; } }
        [Dataset] public partial record Visit { [Group] public string Shop { get; init; } = ""; [Numeric] public float Match { get; init; } [Label] public string Grade { get; init; } = ""; }
        [Dataset] public partial record Bare { [Numeric] public float Miles { get; init; } }
        [Dataset] public partial record Encoded { [Categorical(Encoding = CategoricalEncoding.Target)] public string? Shop { get; init; } [Label] public int Stars { get; init; } }
        [Dataset] internal partial record Hidden { [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } }
        [Dataset] public partial record Kept { [Numeric(Impute = Impute.Keep)] public float? Miles { get; init; } [Label] public float Fare { get; init; } }
        [Dataset] public partial record Sets { [Categorical(Encoding = CategoricalEncoding.Native)] public string? Shop { get; init; } [Label] public float Fare { get; init; } }
        [Dataset] public partial record Rising { [Numeric(Monotone = Monotone.Increasing)] public float Miles { get; init; } [Label] public float Fare { get; init; } }
        [Dataset] public partial record Sale { [Group] public string Shop { get; init; } = ""; [EventTime] public DateOnly Day { get; init; } [Label] public float Sold { get; init; } }
        public record Plain;
        public sealed class Dream : ITask;
        [Task("Stops", Target = TargetKind.Value, Labels = LabelKinds.Number, DefaultTrainer = typeof(LinearRegressionAttribute))]
        public sealed class Stops : MlDsl.Training.ITask<float, int, RegressionMetrics>
        {
            public static MlDsl.Training.LabelCodes<float> Learn<TRow>(TrainSet<TRow> train, System.Threading.CancellationToken cancellation) where TRow : ILabeledRow<TRow, float> => MlDsl.Training.NumberCodes.Instance;
            public static MlDsl.Training.LabelCodes<float> Read(Outcome outcome) => MlDsl.Training.NumberCodes.Instance;
            public static int Decide(System.ReadOnlySpan<float> scores, MlDsl.Training.LabelCodes<float> labels, Outcome outcome) => (int)scores[0];
            public static RegressionMetrics Measure(in MlDsl.Training.ScoredRows rows, Outcome outcome, MlDsl.Training.EvaluationOptions? options) => throw new System.NotSupportedException();
            public static double Loss(in MlDsl.Training.ScoredRows rows) => 0;
        }

        """;

    // A trainer of someone else's that knows some of what columns ask.
    private const string Knows = """
         [Trainer(typeof(KnowsOptions), Targets = TargetKind.Value, Traits = TrainerTraits.Missing | TrainerTraits.Monotone)] public sealed class KnowsAttribute : Attribute;
        public sealed record KnowsOptions : MlDsl.Training.TrainerOptions
        {
            public override TargetKind Targets => TargetKind.Value;
            public override MlDsl.Training.TrainedPredictor Train(MlDsl.Training.TrainingProblem problem, MlDsl.Training.TrainingControl control) => throw new NotSupportedException();
            protected override void Describe(MlDsl.Training.OptionWriter options) { }
        }
        """;

    [Theory]
    [InlineData("[Model<Bare, Regression>] public partial class {|MLD0103:M|};")]
    [InlineData("[Model<Flag, Regression>] public partial class {|MLD0103:M|};")]
    [InlineData("[Model<Class, Regression>] public partial class {|MLD0103:M|};")]
    [InlineData("[Model<Trip, BinaryClassification>] public partial class {|MLD0103:M|};")]
    [InlineData("[Model<Class, BinaryClassification>] public partial class {|MLD0103:M|};")]
    [InlineData("[Model<Trip, MulticlassClassification>] public partial class {|MLD0103:M|};")]
    [InlineData("[Model<Flag, MulticlassClassification>] public partial class {|MLD0103:M|};")]
    [InlineData("[Model<Trip, Regression>] public class {|MLD0106:M|};")]
    [InlineData("[Model<Trip, Regression>] public partial record {|MLD0106:M|};")]
    [InlineData("[Model<Trip, Regression>] public abstract partial class {|MLD0106:M|};")]
    [InlineData("[Model<Trip, Regression>] public static partial class {|MLD0106:M|};")]
    [InlineData("[Model<Trip, Regression>] public partial class {|MLD0106:M|} { public M() { } }")]
    [InlineData("[Model<Trip, Regression>] public partial class {|MLD0106:M|}(int x) { public int X => x; }")]
    [InlineData("[Model<Trip, Regression>] public partial class {|MLD0106:M|} { public required int X { get; init; } }")]
    [InlineData("public class Base; [Model<Trip, Regression>] public partial class {|MLD0106:M|} : Base;")]
    [InlineData("[Model<Trip, Regression>] public partial class {|MLD0106:M|}<T>;")]
    [InlineData("[Model<Trip, Regression>] public partial class {|MLD0106:M|} { public int Learned { get; set; } }")]
    [InlineData("[Model<Plain, Regression>] public partial class {|MLD0106:M|};")]
    [InlineData("[Model<int[], Regression>] public partial class {|MLD0106:M|};")]
    [InlineData("[Model<Hidden, Regression>] public partial class {|MLD0106:M|};")]
    [InlineData("[Dataset, Model<Trip, Regression>] public partial class {|MLD0106:M|} { }")]
    [InlineData("[Model<Trip, Dream>] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Trip, Regression>(Name = \" \")] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Trip, Regression>(Version = \"\")] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Trip, Regression>, LinearRegression, {|MLD0107:PoissonRegression|}] public partial class M;")]
    [InlineData("[Model<Encoded, MulticlassClassification>] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Class, MulticlassClassification>] public partial class {|MLD0107:M|}; [Features<Class>] public static class F { [Categorical(Encoding = CategoricalEncoding.Target)] public static bool Far(float miles) => miles > 9; }")]
    [InlineData("[Model<Trip, Regression>, {|MLD0301:LinearRegression(L2 = -1)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0301:LinearRegression(L1 = double.NaN)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0301:LinearRegression(L1 = double.PositiveInfinity)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0301:PoissonRegression(Tolerance = 0)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0301:PoissonRegression(Tolerance = 1)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0301:PoissonRegression(MaxIterations = 0)|}] public partial class M;")]
    [InlineData("[Model<Flag, BinaryClassification>, {|MLD0301:LogisticRegression(ClassWeights = (ClassWeights)9)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0302:LogisticRegression|}] public partial class M;")]
    [InlineData("[Model<Flag, BinaryClassification>, {|MLD0302:LinearRegression|}] public partial class M;")]
    [InlineData("[Model<Class, MulticlassClassification>, {|MLD0302:PoissonRegression|}] public partial class M;")]
    [InlineData("[Model<Kept, Regression>] public partial class {|MLD0107:M|};")]
    [InlineData("[Dataset] public partial record Past { [EventTime] public DateTime At { get; init; } [Label, Lag(1, Horizon = \"1h\")] public float Fare { get; init; } } [Model<Past, Regression>] public partial class {|MLD0107:M|};")]
    [InlineData("[Dataset] public partial record Past { [EventTime] public DateTime At { get; init; } [Label, Lag(1, Horizon = \"1h\", Impute = Impute.Mean)] public float Fare { get; init; } } [Model<Past, Regression>] public partial class M;")]
    [InlineData("[Model<Sets, Regression>, PoissonRegression] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Rising, Regression>, LinearRegression] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Sets, Regression>, Knows] public partial class {|MLD0107:M|};" + Knows)]
    [InlineData("[Model<Trip, Regression>] public partial class {|MLD0107:M|}; [Features<Trip>] public static class F { [Numeric(Impute = Impute.Keep)] public static float? Far(float miles) => miles > 9 ? miles : null; }")]
    [InlineData("[Model<Visit, Ranking>] public partial class {|MLD0103:M|};")]
    [InlineData("[Model<Class, Ranking>] public partial class {|MLD0308:M|};")]
    [InlineData("[Model<Trip, Ranking>] public partial class {|MLD0308:M|};")]
    [InlineData("[Model<Hit, Ranking>, {|MLD0302:LinearRegression|}] public partial class M;")]
    [InlineData("[Model<Sale, Forecast>(Horizon = 7)] public partial class M;")]
    [InlineData("[Model<Sale, Forecast>(Horizon = 7), LinearRegression, Series(Season = 7, Strategy = ForecastStrategy.Recursive)] public partial class M;")]
    [InlineData("[Model<Trip, Forecast>(Horizon = 7)] public partial class {|MLD0309:M|};")]
    [InlineData("[Dataset] public partial record Hour { [EventTime] public int At { get; init; } [Label] public float Fare { get; init; } } [Model<Hour, Forecast>(Horizon = 7), Series(Season = 24)] public partial class M;")]
    [InlineData("[Dataset] public partial record Hour { [EventTime] public int At { get; init; } [Label] public float Fare { get; init; } } [Model<Hour, Forecast>(Horizon = 7), Series(Step = SeriesStep.Hour)] public partial class {|MLD0107:M|};")]
    [InlineData("[Dataset] public partial record Hour { [EventTime] public int At { get; init; } [Label] public float Fare { get; init; } } [Model<Hour, Forecast>(Horizon = 7), Series(Zone = \"Europe/Berlin\")] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Sale, Forecast>(Horizon = 7), Series(Zone = \"Europe/Berlin\")] public partial class {|MLD0107:M|};")]
    [InlineData("[Dataset] public partial record Noon { [EventTime] public DateTimeOffset At { get; init; } [Label] public float Fare { get; init; } } [Model<Noon, Forecast>(Horizon = 7), Series(Zone = \"Europe/Berlin\")] public partial class M;")]
    [InlineData("[Dataset] public partial record Noon { [EventTime] public DateTimeOffset At { get; init; } [Label] public float Fare { get; init; } } [Model<Noon, Forecast>(Horizon = 7), Series(Zone = \" \")] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Sale, Forecast>] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Sale, Forecast>(Horizon = -1)] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Trip, Regression>(Horizon = 7)] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Trip, Regression>, Series(Season = 7)] public partial class {|MLD0107:M|};")]
    [InlineData("[Dataset] public partial record Past { [EventTime] public DateTime At { get; init; } [Label, Lag(1, Horizon = \"1d\", Impute = Impute.Mean)] public float Fare { get; init; } } [Model<Past, Forecast>(Horizon = 7)] public partial class {|MLD0107:M|};")]
    [InlineData("[Dataset] public partial record Past { [EventTime] public DateTime At { get; init; } [Numeric, Rolling(Aggregates.Mean, \"7d\", Impute = Impute.Mean)] public float Miles { get; init; } [Label] public float Fare { get; init; } } [Model<Past, Forecast>(Horizon = 7)] public partial class {|MLD0107:M|};")]
    [InlineData("[Dataset] public partial record Heat { [EventTime] public DateTime At { get; init; } [Numeric] public float Degrees { get; init; } } [Dataset] public partial record Past { [EventTime] public DateTime At { get; init; } [AsOf<Heat>(\"1d\"), Numeric(Impute = Impute.Mean)] public float? Degrees { get; private set; } [Label] public float Fare { get; init; } } [Model<Past, Forecast>(Horizon = 7)] public partial class {|MLD0107:M|};")]
    [InlineData("[Dataset] public partial record Past { [EventTime] public DateTime At { get; init; } [Weight] public float Share { get; init; } [Label] public float Fare { get; init; } } [Model<Past, Forecast>(Horizon = 7)] public partial class {|MLD0107:M|};")]
    [InlineData("[Dataset] public partial record Past { [EventTime] public DateTime At { get; init; } [PastCovariate] public float Heat { get; init; } [Label] public float Fare { get; init; } } [Model<Past, Forecast>(Horizon = 7), LinearRegression] public partial class M;")]
    [InlineData("[Dataset] public partial record Past { [EventTime] public DateTime At { get; init; } [PastCovariate] public float Heat { get; init; } [Label] public float Fare { get; init; } } [Model<Past, Forecast>(Horizon = 7), LinearRegression, Series(Strategy = ForecastStrategy.Recursive)] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Sale, Forecast>(Horizon = 7), Search(\"L2\", 1e-6, 1), LinearRegression] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Sale, Forecast>(Horizon = 7), {|MLD0301:Series(Season = -1)|}] public partial class M;")]
    [InlineData("[Model<Sale, Forecast>(Horizon = 7), {|MLD0301:Series(Interval = 1)|}] public partial class M;")]
    [InlineData("[Model<Sale, Forecast>(Horizon = 7), {|MLD0301:Series(Gaps = (Gaps)9)|}] public partial class M;")]
    [InlineData("[Model<Sale, Forecast>(Horizon = 7), {|MLD0302:LinearRanking|}] public partial class M;")]
    [InlineData("[Model<Sale, Regression>, {|MLD0302:Theta|}] public partial class M;")]
    [InlineData("[Model<Sale, Forecast>(Horizon = 7), {|MLD0303:Intervals(0.9)|}] public partial class M;")]
    [InlineData("[Model<Sale, Forecast>(Horizon = 7), {|MLD0303:Calibrate(Calibration.Platt)|}] public partial class M;")]
    [InlineData("[{|MLD0312:Series|}] public partial class M;")]
    [InlineData("[Model<Hit, Ranking>, {|MLD0301:LinearRanking(MaxPairs = 0)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0302:LinearRanking|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0303:Calibrate(Calibration.Platt)|}] public partial class M;")]
    [InlineData("[Model<Flag, BinaryClassification>, {|MLD0303:Intervals(0.9)|}] public partial class M;")]
    [InlineData("[Model<Class, MulticlassClassification>, {|MLD0303:Intervals(0.9)|}] public partial class M;")]
    [InlineData("[Model<Trip, Stops>, {|MLD0303:Intervals(0.9)|}] public partial class M;")]
    [InlineData("[Model<Hit, Ranking>, {|MLD0303:Calibrate(Calibration.Platt)|}] public partial class M;")]
    [InlineData("[Model<Hit, Ranking>, {|MLD0303:Intervals(0.9)|}] public partial class M;")]
    [InlineData("[Model<Trip, AnomalyDetection>] public partial class {|MLD0103:M|};")]
    [InlineData("[Model<Class, AnomalyDetection>] public partial class {|MLD0103:M|};")]
    [InlineData("[Model<Bare, AnomalyDetection>, {|MLD0301:IsolationForest(Contamination = 0)|}] public partial class M;")]
    [InlineData("[Model<Bare, AnomalyDetection>, {|MLD0301:IsolationForest(Contamination = 0.51)|}] public partial class M;")]
    [InlineData("[Model<Bare, AnomalyDetection>, {|MLD0301:RobustZScores(Contamination = 0)|}] public partial class M;")]
    [InlineData("[Model<Bare, AnomalyDetection>, {|MLD0301:OneClassPca(VarianceShare = 1)|}] public partial class M;")]
    [InlineData("[Model<Bare, AnomalyDetection>, {|MLD0301:OneClassPca(Components = 1024)|}] public partial class M;")]
    [InlineData("[Model<Bare, AnomalyDetection>, {|MLD0302:LinearRegression|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0302:IsolationForest|}] public partial class M;")]
    [InlineData("[Model<Bare, AnomalyDetection>, {|MLD0303:Calibrate(Calibration.Platt)|}] public partial class M;")]
    [InlineData("[Model<Bare, AnomalyDetection>, {|MLD0303:Intervals(0.9)|}] public partial class M;")]
    [InlineData("[Model<Bare, Clustering>, {|MLD0301:KMeans(Clusters = 1)|}] public partial class M;")]
    [InlineData("[Model<Bare, Clustering>, {|MLD0302:IsolationForest|}] public partial class M;")]
    [InlineData("[Model<Kept, Clustering>] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Encoded, Clustering>] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Bare, Clustering>, {|MLD0303:Calibrate(Calibration.Platt)|}] public partial class M;")]
    [InlineData("[Model<Bare, Clustering>, {|MLD0303:Intervals(0.9)|}] public partial class M;")]
    [InlineData("[Dataset] public partial record Told { [Categorical(Encoding = CategoricalEncoding.Target)] public string? Shop { get; init; } [Label] public bool Odd { get; init; } } [Model<Told, AnomalyDetection>] public partial class {|MLD0107:M|};")]
    [InlineData("[Dataset] public partial record Coded { [Categorical(Encoding = CategoricalEncoding.Native)] public string? Shop { get; init; } } [Model<Coded, AnomalyDetection>] public partial class {|MLD0107:M|};")]
    [InlineData("[Model<Trip, Regression>, PoissonRegression, {|MLD0303:Intervals(0.9, Width = IntervalWidth.Quantiles)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0301:Intervals(0)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0301:Intervals(1)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0301:Intervals(double.NaN)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0301:Intervals(0.9, Share = 0)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0301:Intervals(0.9, Width = (IntervalWidth)7)|}] public partial class M;")]
    [InlineData("[Model<Flag, BinaryClassification>, {|MLD0301:Calibrate((Calibration)9)|}] public partial class M;")]
    [InlineData("[Model<Flag, BinaryClassification>, {|MLD0301:Calibrate(Calibration.Beta, Share = 0.95)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0340:Search(\"L3\", 0.1, 1.0)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, LinearRegression, {|MLD0340:Search(\"TypeId\", 0.1, 1.0)|}] public partial class M;")]
    [InlineData("[Model<Flag, BinaryClassification>, {|MLD0340:Search(\"Trees\", 1, 9)|}, {|MLD0340:Search(\"\", 1, 9)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"L2\", 1.0, 0.1)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"L2\", 1, 1)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"L2\", 0.0, double.PositiveInfinity)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"L2\", 0.0, double.NaN)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"L2\", 0.0, 1.0, Scale = SearchScale.Log)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"L2\", 0.1, 1.0, Scale = (SearchScale)5)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"MaxIterations\", 1.0, 20.0)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"FitIntercept\", 0, 1)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"FitIntercept\", true)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"FitIntercept\")|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"FitIntercept\", null)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"FitIntercept\", true, \"no\")|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"FitIntercept\", true, null)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"FitIntercept\", true, typeof(int))|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"FitIntercept\", true, false, true)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0341:Search(\"FitIntercept\", true, false, Scale = SearchScale.Log)|}] public partial class M;")]
    [InlineData("[Model<Flag, BinaryClassification>, {|MLD0341:Search(\"ClassWeights\", ClassWeights.None, (ClassWeights)9)|}] public partial class M;")]
    [InlineData("[Model<Flag, BinaryClassification>, {|MLD0341:Search(\"ClassWeights\", ClassWeights.None, DayOfWeek.Monday)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, Search(\"L2\", 0.1, 1.0), {|MLD0341:Search(\"L2\", 0.2, 1.0)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0342:Search(\"L2\", -1.0, 1.0)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0342:Search(\"MaxIterations\", 0, 20)|}] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, {|MLD0342:Search(\"Tolerance\", 0.1, 0.2, 1.0)|}] public partial class M;")]
    public Task Reports(string model) => Expect.Reports<ModelAnalyzer>(Rows + model);

    [Theory]
    [InlineData("[Model<Trip, Regression>, LinearRegression(L2 = 0, L1 = 0, Tolerance = 0.5, MaxIterations = 1)] public partial class M;")]
    [InlineData("[Model<Encoded, Regression>] public partial class M;")]
    [InlineData("[Model<Class, MulticlassClassification>, LogisticRegression] public partial class M { static M() { } public int Extra { get; set; } }")]
    [InlineData("[Model<Hidden, Regression>] internal partial class M;")]
    [InlineData("[Model<Hit, Ranking>, LinearRanking(L1 = 0.1, Seed = 3)] public partial class M;")]
    [InlineData("[Model<Hit, MulticlassClassification>] public partial class M;")]
    [InlineData("[Model<Bare, AnomalyDetection>, IsolationForest(Trees = 10, Contamination = 0.5)] public partial class M;")]
    [InlineData("[Model<Bare, AnomalyDetection>, RobustZScores(Norm = DeviationNorm.RootMeanSquare, Contamination = 0.5)] public partial class M;")]
    [InlineData("[Model<Bare, AnomalyDetection>, OneClassPca(Components = 3, VarianceShare = 0.5)] public partial class M;")]
    [InlineData("[Model<Flag, AnomalyDetection>] public partial class M;")]
    [InlineData("[Model<Bare, Clustering>, KMeans(Clusters = 2)] public partial class M; [Model<Trip, Clustering>] public partial class N; [Model<Flag, Clustering>] public partial class O; [Model<Class, Clustering>] public partial class P;")]
    [InlineData("[Dataset] public partial record Gap { [Numeric(Impute = Impute.Keep)] public float? Miles { get; init; } } [Model<Gap, AnomalyDetection>] public partial class M;")]
    [InlineData("[Model<Trip, Regression>, Intervals(0.9, Width = IntervalWidth.ByPrediction, Share = 0.5)] public partial class M;")]
    [InlineData("[Model<Flag, BinaryClassification>, Calibrate(Calibration.Isotonic)] public partial class M;")]
    [InlineData("[Model<Class, MulticlassClassification>, Calibrate(Calibration.Temperature, Share = 0.9)] public partial class M;")]
    [InlineData("[Dataset] public record Wrong { [Label] public float A { get; init; } } [Model<Wrong, Regression>] public partial class M;")]
    [InlineData("[Model<Kept, Regression>, Knows] public partial class M;" + Knows)]
    [InlineData("[Model<Rising, Regression>, Knows] public partial class M;" + Knows)]
    [InlineData("[Model<Trip, Regression>, Search(\"L2\", 1, 10), Search(\"FitIntercept\", true, false), Search(\"MaxIterations\", 5, 50, Scale = SearchScale.Log)] public partial class M;")]
    [InlineData("[Model<Flag, BinaryClassification>, LogisticRegression(L2 = 1), Search(\"L2\", 0.0, 1, 2.5), Search(\"ClassWeights\", ClassWeights.None, ClassWeights.Balanced)] public partial class M;")]
    public Task StaysSilent(string model) => Expect.Reports<ModelAnalyzer>(Rows + model);

    [Theory]
    [InlineData("[{|MLD0312:LogisticRegression|}, {|MLD0312:Calibrate(Calibration.Platt)|}] public partial class M;", "which is no model; mark the class [Model<TRow, TTask>], or remove it")]
    [InlineData("[Dataset, {|MLD0312:Intervals(0.9)|}] public partial class Bill { [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } }", "which is a data set; move it to the class marked [Model<Bill, …>]")]
    [InlineData("[Features<Trip>, {|MLD0312:Calibrate(Calibration.Beta)|}] public static class F { [Numeric] public static float Far(float miles) => miles; }", "which has features; move it to the class marked [Model<Trip, …>]")]
    [InlineData("[OnnxModel(\"m.onnx\"), {|MLD0312:Calibrate(Calibration.Beta)|}] public partial class M;", "which runs a model that is trained already; remove it")]
    [InlineData("public class Other { [{|MLD0312:Search(\"Anything\", 3, 1)|}] class Inner; }", "which is no model; mark the class [Model<TRow, TTask>], or remove it")]
    [InlineData("[{|MLD0312:Knows|}] public struct S;" + Knows, "which is no model; mark the class [Model<TRow, TTask>], or remove it")]
    public async Task TellsWhatSaysNothing(string type, string advice)
    {
        await Expect.Reports<ModelAnalyzer>(Rows + type);
        Assert.All(await Found(Markup.Parse(type).Source), found => Assert.EndsWith(advice, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Model<Trip>, LinearRegression] public partial class M;")]
    [InlineData("[Modell<Trip, Regression>, Intervals(0.9)] public partial class M;")]
    public async Task WhatTheCompilerTellsOfIsNotToldAgain(string type) => Assert.Empty(await Found(type));

    private static Task<ImmutableArray<Diagnostic>> Found(string type) => RuleTest.Diagnostics(CSharp.Compile("using MlDsl;\n" + Rows + type), new ModelAnalyzer());

    [Fact]
    public Task IsSilencedByPragma() => Expect.Reports<ModelAnalyzer>(
        Rows + "#pragma warning disable MLD0103, MLD0106, MLD0107, MLD0301, MLD0302, MLD0303, MLD0308, MLD0309, MLD0312, MLD0340, MLD0341, MLD0342\n"
        + "[Model<Bare, Regression>] public partial class M; [Model<Trip, Ranking>] public partial class R; [Model<Trip, Forecast>(Horizon = 1)] public partial class F; [Model<Trip, Regression>, LogisticRegression(L2 = -1), PoissonRegression] public class N; [LinearRegression] public class L; "
        + "[Model<Trip, Regression>, Search(\"L3\", 1, 2), Search(\"L2\", 2, 1), Search(\"L1\", -1, 1)] public partial class S;");
}

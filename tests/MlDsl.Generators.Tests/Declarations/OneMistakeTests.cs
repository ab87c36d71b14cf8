using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Tests.Onnx;
using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Declarations;

/// <summary>
/// One wrong declaration, one message, at its place, and it is ours: built as the compiler builds, with code around it that uses what
/// would have been generated in declarations and in bodies.
/// </summary>
public sealed class OneMistakeTests
{
    /// <summary>Code over the data set Trip, as programs have it.</summary>
    private const string TripUses = """

        [Model<Trip, Regression>] public sealed partial class TripModel;
        public sealed class Fares(TripModel model, Dataset<Trip> all)
        {
            private readonly RegressionModel<TripModel, Trip, Trip.Input> typed = model;
            public DatasetSchema Schema => Trip.Schema;
            public float Of(Trip.Input input) => model.Predict(input) + model.Predict(in input);
            public float Of() => typed.Predict(new Trip.Input { Miles = 3, Port = "S" }) + typed.Predict(new() { Miles = 3 });
            public void Many(Trip.Input[] inputs, float[] fares) => model.Predict(inputs, fares);
            public Dataset<Trip> Rows => all;
            public static TripModel Train(Split<Trip> split) => TripModel.Fit(split.Train, control: new TrainingControl(), parent: null);
            public static RegressionMetrics Try(Split<Trip> split) => TripModel.Load("a").Evaluate(split.Validation);
            public static Assessment<RegressionMetrics> Final(Split<Trip> split) => Train(split).Assess(split.Test);
            public static float LabelOf<T>(T row) where T : ILabeledRow<T, float> => T.LabelOf(row);
            public static float Label(Trip trip) => LabelOf(trip);
        }
        """;

    [Theory]
    [InlineData("[{|MLD0104:Numeric|}] public string Miles { get; init; } = \"\"; [Label] public float Fare { get; init; }")]
    [InlineData("[{|MLD0104:Text|}] public float Miles { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[{|MLD0104:DateParts|}] public float Miles { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public List<float> {|MLD0112:Miles|} { get; init; } = []; [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric(Length = 3)] public float {|MLD0112:Miles|} { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric(Length = 0)] public float[] {|MLD0112:Miles|} { get; init; } = []; [Label] public float Fare { get; init; }")]
    [InlineData("public required object {|MLD0104:Miles|} { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } [Reads(\"Miles\")] private static float {|MLD0113:Read|}(string text) => 0;")]
    [InlineData("[Numeric] public float Miles { get; init; } [Label] public float? {|MLD0104:Fare|} { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [Label] public DateTime {|MLD0104:Fare|} { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [EventTime] public string {|MLD0104:At|} { get; init; } = \"\"; [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [Weight] public float? {|MLD0104:Heft|} { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [Group] public double {|MLD0104:Car|} { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } [Label] public float {|MLD0103:Tip|} { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [Label, Id] public float {|MLD0105:Fare|} { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [Label, Numeric] public float {|MLD0105:Fare|} { get; init; }")]
    [InlineData("[Numeric, Categorical] public int {|MLD0105:Miles|} { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[{|MLD0107:Numeric|}] public float? Miles { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[{|MLD0107:Numeric(Bins = 1)|}] public float Miles { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[{|MLD0107:Numeric(Min = 2, Max = 1)|}] public float Miles { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[{|MLD0107:Numeric(Scale = (Scale)99)|}] public float Miles { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [{|MLD0107:Categorical(\"a\", \"a\")|}] public string Stop { get; init; } = \"\"; [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [{|MLD0107:Categorical(MaxCategories = -1)|}] public string Stop { get; init; } = \"\"; [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [{|MLD0107:Text(HashBits = 40)|}] public string Stop { get; init; } = \"\"; [Label] public float Fare { get; init; }")]
    [InlineData("[Column(\"\"), Numeric] public float {|MLD0107:Miles|} { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [Label(Positive = \"x\")] public float {|MLD0107:Fare|} { get; init; }")]
    [InlineData("[Numeric] internal float {|MLD0107:Miles|} { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public float {|MLD0107:Miles|} => 3; [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public static float {|MLD0107:Miles|} { get; set; } [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public float {|MLD0107:Miles|}() => 3; [Label] public float Fare { get; init; }")]
    [InlineData("public required float {|MLD0107:Heft|}; [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[Column(\"Fare\"), Numeric] public float Miles { get; init; } [Label] public float {|MLD0109:Fare|} { get; init; }")]
    [InlineData("[Column(Available = Availability.AfterOutcome), Numeric] public float {|MLD1205:Miles|} { get; init; } [Label] public float Fare { get; init; }")]
    [InlineData("[Numeric] public float Miles { get; init; } [Label, {|MLD1302:Lag(1, Horizon = \"1h\")|}] public float Fare { get; init; }")]
    public Task AColumn(string columns) => Shows($"[Dataset] public sealed partial record Trip {{ [Categorical] public string? Port {{ get; init; }} {columns} }}{Body(columns)}");

    // A method cannot be given a value, whatever it is marked as.
    private static string Body(string columns) => columns.Contains("Miles|}()", StringComparison.Ordinal) ? TripUses.Replace("Miles = 3, ", "", StringComparison.Ordinal).Replace("new() { Miles = 3 }", "new()", StringComparison.Ordinal) : TripUses;

    [Theory]
    [InlineData("[Label, {|MLD1302:Lag(1)|}] public float Fare { get; init; }")]
    [InlineData("[Label, {|MLD1302:Lag(1, Horizon = \"0h\")|}] public float Fare { get; init; }")]
    [InlineData("[Label, Lag(1, Horizon = \"1h\")] public float Fare { get; init; } [{|MLD1302:Lag(0)|}] public float Tip { get; init; }")]
    public Task AWindow(string columns) => Shows($$"""
        [Dataset] public sealed partial record Drive { [EventTime] public DateTime At { get; init; } [Numeric] public float Miles { get; init; } {{columns}} }
        [Features<Drive>] public static class DriveFeatures { [Numeric(Impute = Impute.Mean)] public static float? More(float? fareLag1, float miles) => fareLag1 + miles; }
        public sealed class Uses(History<Drive> history)
        {
            public float? Of(Drive drive) => history.Complete(drive).FareLag1 + new Drive.Input { Miles = 3, FareLag1 = 2 }.FareLag1;
        }
        """);

    [Theory]
    [InlineData("[{|MLD1303:Lookup<Wind>(nameof(Port), Key = \"Port\")|}] public float? Speed { get; private set; }")]
    [InlineData("[{|MLD0107:AsOf<Wind>(nameof(Port), \"x\")|}] public float? Speed { get; private set; }")]
    [InlineData("[AsOf<Wind>(nameof(Port), \"1d\")] public int? {|MLD0104:Speed|} { get; private set; }")]
    [InlineData("[AsOf<Wind>(nameof(Port), \"1d\")] public float? {|MLD0107:Speed|} { get; set; }")]
    public Task AJoin(string column) => Shows($$"""
        [Dataset] public sealed partial record Drive { [EventTime] public DateTime At { get; init; } public string Port { get; init; } = ""; [Label] public float Fare { get; init; } {{column}} }
        [Dataset] public sealed partial record Wind { [EventTime] public DateTime At { get; init; } [Group] public string Port { get; init; } = ""; public float Speed { get; init; } }
        public sealed class Uses(Reference<Drive, Wind> winds)
        {
            public float? Of(Drive drive) => (float?)winds.Complete(drive).Speed + (float?)new Drive.Input { Speed = 2 }.Speed;
            public static Dataset<Drive> With(Dataset<Drive> drives, Dataset<Wind> winds) => drives.Join(winds);
        }
        """);

    private const string Right = "[Categorical] public string? Port { get; init; } [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; }";

    [Theory]
    [InlineData("[Dataset] public sealed partial record {|MLD0106:Trip|} { public string Learned => \"\"; " + Right + " }", false)]
    [InlineData("[Dataset] public abstract partial record {|MLD0106:Trip|} { " + Right + " }")]
    [InlineData("[Dataset] public sealed partial record {|MLD0106:Trip|} { public Trip(int seed) { } " + Right + " }")]
    [InlineData("[Dataset] public sealed partial record {|MLD0106:Trip|} { public int Schema => 3; " + Right + " }", false)]
    [InlineData("[Dataset, Dataset<Old>] public sealed partial record {|MLD0107:Trip|} { " + Right + " } public sealed record Old(string? Port, float Miles, float Fare);")]
    [InlineData("[Dataset<Old>] public sealed partial record Trip { [Categorical] public string? {|MLD0108:Port|} { get; init; } [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } } public sealed record Old(float Miles, float Fare); public static class Lay { public static Trip Over(Old old) => Trip.From(old); }")]
    [InlineData("[Dataset<int[]>] public sealed partial record {|MLD0107:Trip|} { " + Right + " }")]
    [InlineData("[Dataset] public sealed partial record Trip { " + Right + " } [Features<Trip>] public static class F { public static float {|MLD0201:Half|}(float miles) => miles / 2; }")]
    [InlineData("[Dataset] public sealed partial record Trip { " + Right + " } [Features<Trip>] public static class F { [Numeric] public static float Half(string {|MLD0202:miles|}) => 2; }")]
    [InlineData("[Dataset] public sealed partial record Trip { " + Right + " } [Features<Trip>] public static class F { [Numeric] public static float Half(float {|MLD0203:mile|}) => mile / 2; }")]
    [InlineData("[Dataset] public sealed partial record Trip { " + Right + " } [Features<Trip>] public static class F { [Numeric] public static float {|MLD0204:Half|}(float half) => half / 2; }")]
    [InlineData("[Dataset] public sealed partial record Trip { " + Right + " } [Features<Trip>] public static class F { [Numeric] public static float Half(float {|MLD0205:fare|}) => fare / 2; }")]
    [InlineData("[Dataset] public sealed partial record Trip { [Column(Available = Availability.AfterOutcome)] public float Tip { get; init; } " + Right + " } [Features<Trip>] public static class F { [Numeric] public static float Half(float {|MLD0206:tip|}) => tip / 2; }")]
    [InlineData("[Dataset] public sealed partial record Trip { [EventTime] public DateTime At { get; init; } [PastCovariate] public float Tip { get; init; } " + Right + " } [Features<Trip>] public static class F { [Numeric] public static float Half(float {|MLD0206:tip|}) => tip / 2; }")]
    [InlineData("[Dataset] public sealed partial record Trip { " + Right + " } [Features<Trip>] public static class F { [{|MLD0104:Text|}] public static float Half(float miles) => miles / 2; }")]
    [InlineData("[Dataset] public sealed partial record Trip { [Categorical] public string? Port { get; init; } public float Miles { get; init; } [Label] public float Fare { get; init; } } [Features<Trip>] public static class F { [Numeric] public static float {|MLD0201:Miles|}(float fare) => 1; }")]
    [InlineData("[Dataset] public sealed partial record Trip { " + Right + " } [Features<Trip>] public static class F { [Numeric] public static float Half(float miles) => miles / 2; } [Features<Trip>] public static class G { [Numeric] public static float {|MLD0208:Half|}(float miles) => miles / 2; }")]
    [InlineData("[Dataset] public sealed partial record Trip { " + Right + " } [Features<Trip>] public static class F { [Numeric] public static float {|MLD0209:Half|} => 2; }")]
    [InlineData("[Dataset] public sealed partial record Trip { [Obsolete(\"no\", true), Categorical] public string? {|MLD0107:Port|} { get; init; } [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } }")]
    public Task ADataSetOrItsFeatures(string source, bool isRow = true) => Shows(source + (isRow ? TripUses : "\n[Model<Trip, Regression>] public sealed partial class TripModel; public sealed class Fares(TripModel model) { public TripModel Model => model; public static TripModel Read() => TripModel.Load(\"a\"); }"));

    [Theory]
    [InlineData("namespace Shop { [Dataset] public sealed partial record {|MLD0106:Input|} { [Numeric] public int A { get; init; } [Label] public float Y { get; init; } } [Model<Input, Regression>] public sealed partial class M; public static class U { public static float Of(M m) => (float)m.Predict(3); } }")]
    [InlineData("[Dataset] public sealed partial record {|MLD0106:Derived|} { [Numeric] public int A { get; init; } [Label] public float Y { get; init; } } [Model<Derived, Regression>] public sealed partial class M; public static class U { public static float Of(M m, Derived.Input i) => m.Predict(i); }")]
    [InlineData("public static partial class Outer<T> { [Dataset] public sealed partial record {|MLD0106:Row|} { [Numeric] public int A { get; init; } [Label] public float Y { get; init; } } } [Model<Outer<int>.Row, Regression>] public sealed partial class M; public static class U { public static float Of(M m, Outer<int>.Row.Input i) => m.Predict(i); }")]
    [InlineData("[Dataset] public sealed partial record {|MLD0106:Row|}<T> { [Numeric] public int A { get; init; } [Label] public float Y { get; init; } } public static class U { public static int Of(Row<string>.Input i) => i.A; }")]
    [InlineData("public partial class Outer { [Dataset] private sealed partial record {|MLD0106:Row|} { [Numeric] public int A { get; init; } [Label] public float Y { get; init; } } private static int Of(Row.Input i) => i.A; }")]
    [InlineData("[Dataset] public static partial class {|MLD0106:Row|} { } public static class U { public static int Of(Row.Input i) => 3; }")]
    [InlineData("[Dataset] public ref partial struct {|MLD0106:Row|} { [Numeric] public int A { get; init; } } public static class U { public static int Of(Row.Input i) => i.A; }")]
    [InlineData("[Dataset] public record {|MLD0106:Row|} { [Numeric] public int A { get; init; } [Label] public float Y { get; init; } } [Model<Row, Regression>] public sealed partial class M; public static class U { public static M Fit(object rows) => M.Fit(rows); }")]
    [InlineData("[Dataset] public partial record Row { [Numeric] public int A { get; init; } } [Dataset] public sealed partial record {|MLD0106:Wide|} : Row { [Numeric] public int B { get; init; } } public static class U { public static int Of(Wide.Input i, Row.Input j) => i.A + i.B + j.A; }")]
    [InlineData("[Dataset(Sample = \"trips.csv\")] public partial record Row { [Column(\"c\"), Numeric] public int {|MLD0101:A|} { get; init; } } public static class U { public static int Of(Row.Input i) => i.A; }")]
    [InlineData("[Dataset(Sample = \"trips.csv\")] public partial record Row { [Column(\"b\"), Numeric] public int {|MLD0102:A|} { get; init; } } public static class U { public static int Of(Row.Input i) => i.A; }")]
    [InlineData("[{|MLD0107:Dataset(Sample = \"none.csv\")|}] public partial record Row { [Column(\"b\"), Numeric] public int A { get; init; } } public static class U { public static int Of(Row.Input i) => i.A; }")]
    public Task AType(string source) => Shows(source, new TestFile("/project/trips.csv", "a,b\n1,x\n"));

    private const string Rows = """
        [Dataset] public partial record Trip { [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } }
        [Dataset] public partial record Flag { [Numeric] public float Miles { get; init; } [Label] public bool Late { get; init; } }
        [Dataset] public partial record Bare { [Numeric] public float Miles { get; init; } }
        [Dataset] internal partial record Hidden { [Numeric] public float Miles { get; init; } [Label] public float Fare { get; init; } }
        public record Plain { public float Miles { get; init; } }
        public sealed class Dream : ITask;
        public class Parent { public int Age => 3; }

        """;

    [Theory]
    [InlineData("Trip", "[Model<Trip, Regression>, {|MLD0301:LinearRegression(L2 = -1)|}] public sealed partial class M;")]
    [InlineData("Trip", "[Model<Trip, Regression>, {|MLD0301:LinearRegression(MaxIterations = 0)|}] public sealed partial class M;")]
    [InlineData("Trip", "[Model<Trip, Regression>, {|MLD0302:LogisticRegression|}] public sealed partial class M;")]
    [InlineData("Trip", "[Model<Trip, Regression>, {|MLD0303:Calibrate(Calibration.Platt)|}] public sealed partial class M;")]
    [InlineData("Flag", "[Model<Flag, BinaryClassification>, {|MLD0303:Intervals(0.9)|}] public sealed partial class M;")]
    [InlineData("Trip", "[Model<Trip, Regression>, {|MLD0340:Search(\"L3\", 0.1, 1.0)|}] public sealed partial class M;")]
    [InlineData("Trip", "[Model<Trip, Regression>, {|MLD0341:Search(\"L2\", 1.0, 0.1)|}] public sealed partial class M;")]
    [InlineData("Trip", "[Model<Trip, Regression>, {|MLD0342:Search(\"L2\", -1.0, 0.1)|}] public sealed partial class M;")]
    [InlineData("Trip", "[Model<Trip, Regression>, {|MLD0301:Intervals(1.5)|}] public sealed partial class M;")]
    [InlineData("Trip", "[Model<Trip, Regression>, LinearRegression, {|MLD0107:PoissonRegression|}] public sealed partial class M;")]
    [InlineData("Trip", "[Model<Trip, Regression>(Name = \" \")] public sealed partial class {|MLD0107:M|};")]
    [InlineData("Trip", "[Model<Trip, Regression>(Version = \"\")] public sealed partial class {|MLD0107:M|};")]
    [InlineData("Trip", "[Model<Trip, BinaryClassification>] public sealed partial class {|MLD0103:M|};")]
    [InlineData("Trip", "[Model<Trip, MulticlassClassification>] public sealed partial class {|MLD0103:M|};")]
    [InlineData("Flag", "[Model<Flag, Regression>] public sealed partial class {|MLD0103:M|};")]
    [InlineData("Bare", "[Model<Bare, Regression>] public sealed partial class {|MLD0103:M|};")]
    [InlineData("Trip", "[Model<Trip, Ranking>] public sealed partial class {|MLD0308:M|};")]
    [InlineData("Trip", "[Model<Trip, Forecast>(Horizon = 3)] public sealed partial class {|MLD0309:M|};")]
    [InlineData("Trip", "[Model<Trip, Regression>(Horizon = 3)] public sealed partial class {|MLD0107:M|};")]
    [InlineData("Trip", "[Model<Trip, Dream>] public sealed partial class {|MLD0107:M|};")]
    [InlineData("Trip", "[Model<Trip, Regression>] public sealed partial record {|MLD0106:M|};")]
    [InlineData("Trip", "[Model<Trip, Regression>] public sealed partial class {|MLD0106:M|} : Parent;")]
    [InlineData("Trip", "[Model<Trip, Regression>] public sealed partial class {|MLD0106:M|} { public M() { } }")]
    [InlineData("Trip", "[Model<Trip, Regression>] public sealed partial class {|MLD0106:M|}(int seed) { public int Seed => seed; }")]
    [InlineData("Trip", "[Model<Trip, Regression>] public abstract partial class {|MLD0106:M|};")]
    public Task AModel(string row, string model) => Shows(
        $$"""
        {{Rows}}{{model}}
        public sealed class Use(M model)
        {
            public float Of({{row}}.Input input) => Read(model.Predict(input)) + Read(model.Predict(new {{row}}.Input { Miles = 3 })) + Read(model.Predict(new() { Miles = 2 }));
            public static M Train(Split<{{row}}> split) => M.Fit(split.Train, control: new TrainingControl(), parent: null);
            public static string Try(Split<{{row}}> split) => M.Load("a").Evaluate(split.Validation).ToString() + Train(split).Assess(split.Test);
            private static float Read(object value) => 1;
        }
        """);

    [Theory]
    [InlineData("[Model<Plain, Regression>] public sealed partial class {|MLD0106:M|}; public static class U { public static M Of(object rows) => M.Fit(rows); }")]
    [InlineData("[Model<int[], Regression>] public sealed partial class {|MLD0106:M|}; public static class U { public static M Of(object rows) => M.Fit(rows); }")]
    [InlineData("[Model<Hidden, Regression>] public sealed partial class {|MLD0106:M|}; internal static class U { public static float Of(M m, Hidden.Input i) => m.Predict(i); }")]
    [InlineData("[Model<Trip, Regression>] public static partial class {|MLD0106:M|}; public static class U { public static object Of(object rows) => M.Fit(rows); }")]
    [InlineData("[Model<Trip, Regression>] public sealed partial class {|MLD0106:M|}<T>; public static class U { public static float Of(M<int> m, Trip.Input i) => m.Predict(i); }")]
    [InlineData("[Dataset, Model<Trip, Regression>] public sealed partial class {|MLD0106:M|}; public static class U { public static float Of(M m, Trip.Input i) => m.Predict(i); }")]
    [InlineData("[Model<Trip, Regression>] public class {|MLD0106:M|}; public static class U { public static M? Of(M m) => m; }")]
    public Task AModelOfAnotherShape(string source) => Shows(Rows + source);

    private static readonly string Manifest = OnnxTest.Manifest("""
        input "x" tensor(float)["batch", 2]
        output "y" tensor(float)["batch", 1]
        """);

    private const string Bound = """

        public sealed class Use<T>(T scorer) where T : IScorer<RowF, float> { public float Of(RowF row) { scorer.Run(in row, out float y); return y; } }
        public sealed class Call(Lin lin)
        {
            public Use<Lin> Use => new(lin);
            public async Task<float> Of(RowF row) { lin.Run(in row, out float y); return y + await lin.RunAsync(row); }
            public static Lin Read() { using Lin a = Lin.Load(); return Lin.Load("a", new OnnxSessionOptions()); }
        }
        """;

    [Theory]
    [InlineData("public readonly record struct RowF([property: Input(\"x\")] double[] {|MLD2002:A|});", "")]
    [InlineData("public readonly record struct RowF([property: Input(\"x\")] float {|MLD2003:A|});", "")]
    [InlineData("public readonly record struct RowF(float A);", "{|MLD2001:", "Models/m.onnx")]
    [InlineData("public readonly record struct RowF([property: Input(\"x\")] float[] A);", "{|MLD2009:", "Models/none.onnx")]
    [InlineData("public readonly record struct RowF([property: Input(\"x\")] float[] A);", "{|MLD2008:", "Models/m.onnx\", Sha256 = \"00")]
    [InlineData("public readonly record struct RowF([property: Input(\"x\")] float[] A);", "{|MLD2006:", "Models/m.onnx\", Backend = Backend.Compiled, Sha256 = \"" + OnnxTest.Hash)]
    public Task AnAdapterThatIsBound(string record, string mark, string path = "Models/m.onnx")
    {
        string attribute = $"[{mark}OnnxModel(\"{path}\"){(mark.Length > 0 ? "|}" : "")}]";
        return Shows($"{record} {attribute} public sealed partial class Lin : IScorer<RowF, float>;{Bound}", new TestFile("obj/m.onnx.manifest", Manifest));
    }

    [Theory]
    [InlineData("[{|MLD2009:OnnxModel(\"Models/none.onnx\")|}] public sealed partial class Lin;")]
    [InlineData("[{|MLD2010:OnnxModel(\"Models/m.onnx\", MaxBatch = 0)|}] public sealed partial class Lin;")]
    [InlineData("[{|MLD2008:OnnxModel(\"Models/m.onnx\", Sha256 = \"abc\")|}] public sealed partial class Lin;")]
    [InlineData("[{|MLD2006:OnnxModel(\"Models/m.onnx\", Backend = Backend.Compiled)|}] public sealed partial class Lin;")]
    [InlineData("[{|MLD2001:OnnxModel(\"Models/m.onnx\")|}, Classes<DayOfWeek>(\"z\")] public sealed partial class Lin;")]
    [InlineData("[{|MLD2010:OnnxModel(\"Models/m.onnx\")|}] public sealed partial class Lin { private readonly int session = 3; public int Count => session; }")]
    [InlineData("[{|MLD2010:OnnxModel(\"Models/m.onnx\")|}] public sealed partial class Lin { public Lin() { } }")]
    [InlineData("[{|MLD2010:OnnxModel(\"Models/m.onnx\")|}] public sealed partial class Lin { public void Dispose() { } }")]
    [InlineData("[{|MLD2010:OnnxModel(\"Models/m.onnx\")|}] public sealed partial class Lin { public required int Count { get; init; } }")]
    public Task AnAdapter(string adapter) => Shows(
        $$"""
        {{adapter}}
        public sealed class Use(Lin lin)
        {
            public float Of(float[] x) { using var o = lin.Run(new Lin.Input { X = x }); return o.Y[0]; }
            public float Of(ReadOnlySpan<float> x) { lin.Run(new Lin.Input { X = x }, out Lin.Output o); using (o) return o.Y[0]; }
            public static float Of() { using Lin lin = Lin.Load(); return new Use(lin).Of([1, 2]); }
        }
        """, new TestFile("obj/m.onnx.manifest", Manifest));

    [Theory]
    [InlineData("[Dataset] public partial record Row { [{|MLD0104:Numeric|}] public string Age { get; init; } = \"\"; } [TreeModel(\"Models/t.txt\")] public sealed partial class Trees : IScorer<Row.Input, float>; public static class U { public static float Of(Trees t, Row.Input i) { t.Run(in i, out float y); return y; } }")]
    [InlineData("[Dataset] public partial record Row { [{|MLD0104:Numeric|}] public string Age { get; init; } = \"\"; } [TreeModel(\"Models/t.txt\")] public sealed partial class Trees : IScorer<Row, float>; public static class U { public static float Of(Trees t, Row i) { t.Run(in i, out float y); return y; } }")]
    [InlineData("public readonly record struct Row(double {|MLD2002:Age|}); [TreeModel(\"Models/t.txt\")] public sealed partial class Trees : IScorer<Row, float>;")]
    [InlineData("public readonly record struct Row(double {|MLD2002:Age|}); [TreeModel(\"Models/t.txt\")] public sealed partial class Trees : IScorer<Row, float> { public void Run(in Row i, out float o) => o = 0; public void Run(ReadOnlySpan<Row> i, Span<float> o) { } public ValueTask<float> RunAsync(Row i, CancellationToken c) => default; }")]
    [InlineData("[{|MLD2010:TreeModel(\"Models/t.txt\")|}] public static partial class Trees { } public static class U { public static object Of() => Trees.Load(); }")]
    [InlineData("namespace A { [{|MLD2010:TreeModel(\"Models/t.txt\")|}] public sealed partial class Output; public static class U { public static Output Of() => Output.Load(); } }")]
    [InlineData("[{|MLD2010:TreeModel(\"Models/t.txt\")|}] public sealed class Trees;")]
    [InlineData("[Dataset, {|MLD2010:TreeModel(\"Models/t.txt\")|}] public sealed partial class Trees { [Numeric] public float Age { get; init; } } public static class U { public static float Of(Trees.Input i) => i.Age; }")]
    public Task AnAdapterOfTrees(string source) => Shows(source, new TestFile("obj/t.txt.manifest", OnnxTest.Manifest("""
        input "features" tensor(float)["batch", 1]
        columns "features" "Age"
        output "prediction" tensor(float)["batch"]
        metadata "main_output" "prediction"
        """, "Models/t.txt")), new TestFile("obj/t.txt.plan", OnnxTest.Plan("weights 0", "Models/t.txt")));

    [Theory]
    [InlineData("public static class F { extension(float miles) { [Numeric] public float {|MLD0209:Half|}() => miles / 2; } }")]
    [InlineData("public static class F { extension(float) { public static float {|MLD0209:Half|}(float miles) => miles / 2; } }")]
    [InlineData("public static class F { [Numeric] public static float Third(this float miles) => miles / 3; extension(float miles) { public float {|MLD0209:Half|} => miles / 2; } }")]
    public async Task AnExtensionBlockOfFeatures(string features)
    {
        string source = $"using MlDsl; using MlDsl.Training; using System.Collections.Generic;\n[Dataset] public sealed partial record Trip {{ {Right} }} [Features<Trip>] {features}{TripUses}";
        CompilerTest.Shows(source, await CompilerTest.Build(CSharp.CompileAs(LanguageVersion.Latest, Markup.Parse(source).Source), Given.Generators, Given.Analyzers, []));
    }

    /// <summary>What the compiler says of the user's own code stays alone, too.</summary>
    [Theory]
    [InlineData("[Dataset] public sealed partial record Trip { [Categorical] public string? Port { get; init; } [Numeric] public flaot Miles { get; init; } [Label] public float Fare { get; init; } }" + TripUses, "CS0246")]
    [InlineData("[Dataset] public sealed partial record Trip { [Categorical] public string? Port { get; init; } [Numeric(Scale = Scale.Standart)] public float Miles { get; init; } [Label] public float Fare { get; init; } }" + TripUses, "CS0117")]
    [InlineData("[Dataset] public sealed partial record Trip { " + Right + " } [Features<Trip>] public static class F { [Numeric] public static flaot Half(float miles) => miles / 2; }" + TripUses, "CS0246")]
    [InlineData("[Model<Tripp, Regression>] public sealed partial class M; public static class U { public static float Of(M m, float x) => m.Predict(x); }", "CS0246")]
    public async Task AMistakeOfTheCompilersOwn(string source, string id) => Assert.Equal(
        [id],
        (await CompilerTest.Build(CSharp.Compile("using MlDsl; using MlDsl.Training;\n" + source), Given.Generators, Given.Analyzers, [new TestFile("obj/m.onnx.manifest", Manifest)])).Select(static d => d.Id));

    private static async Task Shows(string markup, params TestFile[] files)
    {
        string source = "using MlDsl; using MlDsl.Onnx; using MlDsl.Training;\n" + markup;
        CompilerTest.Shows(source, await CompilerTest.Build(CSharp.Compile(Markup.Parse(source).Source), Given.Generators, Given.Analyzers, [.. files]));
    }
}

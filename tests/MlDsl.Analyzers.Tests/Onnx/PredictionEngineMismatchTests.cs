using MlDsl.Analyzers.Rules;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>That ML.NET itself refuses what is reported, and nothing else, is asked of it in the tests of the build.</summary>
public sealed class PredictionEngineMismatchTests
{
    private const string Fare = """
        mldsl-manifest 1
        model "Models/fare.zip"
        sha256 00
        metadata "mlnet.schema" "saved"
        metadata "mlnet.column" "Vendor"
        metadata "mlnet.column" "Sizes"
        metadata "mlnet.column" "Zone"
        metadata "mlnet.column" "Count"
        metadata "mlnet.column" "Fare"
        metadata "mlnet.read" "Vendor"
        metadata "mlnet.read" "Sizes"
        metadata "mlnet.read" "Zone"
        metadata "mlnet.read" "Count"
        metadata "mlnet.type.Vendor" "String"
        metadata "mlnet.type.Sizes" "Vector<Single, 3>"
        metadata "mlnet.type.Zone" "Key<UInt32, 0-4>"
        metadata "mlnet.given" "Vendor"
        metadata "mlnet.given" "Sizes"
        metadata "mlnet.given" "Features"
        metadata "mlnet.given" "Score"
        metadata "mlnet.given" "PredictedLabel"
        input "Vendor" tensor(string)["batch", 1]
        input "Sizes" tensor(float)["batch", 3]
        input "Zone" tensor(uint32)["batch", 1]
        input "Count" tensor(float)["batch", 1]
        output "PredictedLabel" tensor(uint32)["batch", 1]
        metadata "mlnet.type.PredictedLabel" "Key<UInt32, 0-2>"
        metadata "mlnet.keys.PredictedLabel" "3"
        output "Score" tensor(float)["batch", 3]
        metadata "mlnet.type.Score" "Vector<Single, 3>"

        """;

    private const string Usings = """
        using System;
        using System.IO;
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using Microsoft.Extensions.ML;
        using Microsoft.Extensions.DependencyInjection;
        #nullable disable

        """;

    private const string In = "class In { public string Vendor { get; set; } [VectorType(3)] public float[] Sizes { get; set; } [KeyType(5)] public uint Zone { get; set; } public int Count { get; set; } }\n";

    private const string Out = "class Out { public uint PredictedLabel { get; set; } public float[] Score { get; set; } }\n";

    private static readonly TextFile[] Models = [new("obj/fare.zip.manifest", Fare)];

    private static Task Verify(string markup, params TextFile[] files) =>
        RuleTest.Verify<PredictionEngineMismatch>(Usings + markup, Library.All, files.Length == 0 ? Models : files);

    private static string Engine(string types, string create = "ml.Model.CreatePredictionEngine<In, Out>(model)", string path = "\"Models/fare.zip\"") =>
        types + "class Scorer { static void Run(MLContext ml, string folder, string name) { ITransformer model = ml.Model.Load(" + path + ", out _); var engine = " + create + "; } }\n";

    [Fact]
    public Task ReportsAColumnThatNoMemberGives() => Verify(Engine("class In { public string Vendor { get; set; } [VectorType(3)] public float[] Sizes { get; set; } public int Count { get; set; } }\n" + Out, "ml.Model.{|MLD2085:CreatePredictionEngine<In, Out>|}(model)"));

    [Theory]
    [InlineData("public string Vendor", "public float {|MLD2085:Vendor|}")]
    [InlineData("public string Vendor", "public string[] {|MLD2085:Vendor|}")]
    [InlineData("[VectorType(3)] public float[] Sizes", "[VectorType(4)] public float[] {|MLD2085:Sizes|}")]
    [InlineData("[VectorType(3)] public float[] Sizes", "[VectorType(3)] public double[] {|MLD2085:Sizes|}")]
    [InlineData("[VectorType(3)] public float[] Sizes", "public float[] {|MLD2085:Sizes|}")]
    [InlineData("[VectorType(3)] public float[] Sizes", "public float {|MLD2085:Sizes|}")]
    [InlineData("[KeyType(5)] public uint Zone", "public uint {|MLD2085:Zone|}")]
    [InlineData("public string Vendor { get; set; }", "[ColumnName(\"Vendor\")] public int {|MLD2085:Seller|} { get; set; }")]
    public Task ReportsAMemberOfAnotherTypeOrLength(string right, string wrong) => Verify(Engine(In.Replace(right, wrong, StringComparison.Ordinal) + Out));

    [Theory]
    [InlineData("public uint PredictedLabel", "public string {|MLD2085:PredictedLabel|}")]
    [InlineData("public uint PredictedLabel", "public bool {|MLD2085:PredictedLabel|}")]
    [InlineData("public float[] Score", "public float {|MLD2085:Score|}")]
    [InlineData("public float[] Score", "public double[] {|MLD2085:Score|}")]
    [InlineData("public float[] Score", "public float[] {|MLD2085:Scores|}")]
    [InlineData("public float[] Score", "[ColumnName(\"Probability\")] public float {|MLD2085:Score|}")]
    public Task ReportsAMemberOfThePredictionThatCannotBeFilled(string right, string wrong) => Verify(Engine(In + Out.Replace(right, wrong, StringComparison.Ordinal)));

    [Fact]
    public Task ReportsWhatAnEngineIsToldNotToLeaveOut() => Verify(Engine(In + "class Out { public uint PredictedLabel { get; set; } public float {|MLD2085:Elsewhere|} { get; set; } }\n", "ml.Model.CreatePredictionEngine<In, Out>(model, ignoreMissingColumns: false)"));

    private const string Wrong = "class In { public string Vendor { get; set; } [VectorType(3)] public float[] Sizes { get; set; } [KeyType(5)] public uint Zone { get; set; } }\n" + Out;

    // As Model Builder writes it, and as services keep their models.
    [Theory]
    [InlineData("""
        class Model
        {
            private static string MLNetModelPath = Path.GetFullPath("fare.zip");
            public static readonly Lazy<PredictionEngine<In, Out>> PredictEngine = new Lazy<PredictionEngine<In, Out>>(() => CreatePredictEngine(), true);
            public static Out Predict(In input) { var predEngine = PredictEngine.Value; return predEngine.Predict(input); }
            private static PredictionEngine<In, Out> CreatePredictEngine()
            {
                var mlContext = new MLContext();
                ITransformer mlModel = mlContext.Model.Load(MLNetModelPath, out var _);
                return mlContext.Model.{|MLD2085:CreatePredictionEngine<In, Out>|}(mlModel);
            }
        }
        """)]
    [InlineData("""
        class Model
        {
            private static readonly string Folder = AppContext.BaseDirectory;
            private static string File => Path.Combine(Folder, "Models", "fare.zip");
            private readonly MLContext ml = new();
            private readonly ITransformer model;
            public Model() { model = ml.Model.Load(File, out _); }
            public Out Predict(In input) => ml.Model.{|MLD2085:CreatePredictionEngine<In, Out>|}(model).Predict(input);
        }
        """)]
    [InlineData("""
        class Model
        {
            private readonly MLContext ml = new();
            ITransformer Open(string path) => ml.Model.Load(path, out _);
            public PredictionEngine<In, Out> Make(string folder)
            {
                var model = Open($"{folder}/fare.zip");
                return ml.Model.{|MLD2085:CreatePredictionEngine<In, Out>|}(model);
            }
        }
        """)]
    public Task ReportsEnginesWhoseModelIsLoadedElsewhere(string code) => Verify(Wrong + code);

    [Theory]
    [InlineData("{|MLD2085:FromFile|}(\"Models/fare.zip\")")]
    [InlineData("{|MLD2085:FromFile|}(\"fare\", Path.Combine(folder, \"fare.zip\"), true)")]
    [InlineData("FromFile(folder)")]
    [InlineData("FromUri(\"http://models/fare.zip\")")]
    public Task ReportsAPoolsClasses(string fill) => Verify(Wrong + "class Startup { static void Add(IServiceCollection services, string folder) => services.AddPredictionEnginePool<In, Out>()." + fill + "; }");

    [Fact]
    public Task ReportsRowsThatAreTransformed() => Verify(Wrong + """
        class Batch
        {
            static void Run(MLContext ml, System.Collections.Generic.List<In> rows)
            {
                var model = ml.Model.Load("Models/fare.zip", out _);
                var scored = model.{|MLD2085:Transform|}(ml.Data.LoadFromEnumerable(rows));
            }
        }
        """);

    [Theory]
    [InlineData("\"Models/other.zip\"")]
    [InlineData("folder")]
    [InlineData("Path.Combine(folder, name)")]
    [InlineData("$\"{folder}fare.zip\"")]
    [InlineData("folder + \"fare.zip\"")]
    public Task AllowsFilesThatAreNotKnown(string path) => Verify(Engine(Wrong, path: path));

    [Fact]
    public Task AllowsSeveralFilesOfOneName() => Verify(Engine(Wrong), new TextFile("obj/a/fare.zip.manifest", Fare), new TextFile("obj/b/fare.zip.manifest", Fare.Replace("Models/", "Old/", StringComparison.Ordinal)));

    // The file's type is a vector of keys: each item has a comma of its own.
    [Theory]
    [InlineData("[KeyType(5), VectorType(3)] public uint[] Sizes")]
    [InlineData("[KeyType(5)] public uint {|MLD2085:Sizes|}")]
    public Task TellsVectorsOfKeysFromSingleOnes(string member) => Verify(
        Engine(In.Replace("[VectorType(3)] public float[] Sizes", member, StringComparison.Ordinal) + Out),
        new TextFile("obj/fare.zip.manifest", Fare.Replace("mlnet.type.Sizes\" \"Vector<Single, 3>", "mlnet.type.Sizes\" \"Vector<Key<UInt32, 0-4>, 3>", StringComparison.Ordinal)));

    [Fact]
    public Task AllowsAPathThatOthersOverride() => Verify(Wrong + """
        class Model
        {
            protected virtual string File => "Models/fare.zip";
            private readonly MLContext ml = new();
            public Out Predict(In input) => ml.Model.CreatePredictionEngine<In, Out>(ml.Model.Load(File, out _)).Predict(input);
        }
        """);

    [Fact]
    public Task AllowsAColumnThatIsConverted() => Verify(Engine(In.Replace("int Count", "double Count", StringComparison.Ordinal) + Out));

    [Fact]
    public Task AllowsWhatAnUnknownStepMayMake() => Verify(
        Engine(In + "class Out { [ColumnName(\"Days\")] public float Days { get; set; } }\n"),
        new TextFile("obj/fare.zip.manifest", string.Join("\n", Fare.Split('\n').Where(static line => !line.Contains("mlnet.given", StringComparison.Ordinal)))));

    [Fact]
    public Task AllowsASchemaOfItsOwn() => Verify(Engine(Wrong, "ml.Model.CreatePredictionEngine<In, Out>(model, inputSchemaDefinition: SchemaDefinition.Create(typeof(In)))"));

    [Fact]
    public Task AllowsMembersWithoutAColumn() => Verify(Engine(In + "class Out { public uint PredictedLabel { get; set; } public DateTime Answered { get; set; } public string Vendor { get; set; } [NoColumn] public string Scorer { get; set; } }\n"));

    [Fact]
    public Task IsSilencedByPragma() => Verify(Engine(Wrong, "\n#pragma warning disable MLD2085\nml.Model.CreatePredictionEngine<In, Out>(model)\n#pragma warning restore MLD2085\n"));
}

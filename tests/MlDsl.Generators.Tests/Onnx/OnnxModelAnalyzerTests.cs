namespace MlDsl.Generators.Tests.Onnx;

public sealed class OnnxModelAnalyzerTests
{
    private const string TwoInputs = """
        input "age" tensor(float)[?, 1]
        input "city" tensor(string)[?, 1]
        output "score" tensor(float)[?, 1]
        """;

    [Fact]
    public async Task IsSilentWhereClassAndModelAgree() => Assert.Empty(await OnnxTest.Verify(
        OnnxTest.Manifest(TwoInputs),
        """
        using MlDsl;
        public record Row(string Name, [property: Input("age")] float Years, [property: Column("city")] string Town);
        [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Row, float>;
        [OnnxModel("m.onnx", Backend = Backend.Runtime)] public partial class N;
        """));

    [Fact]
    public async Task MLD2001_AMissingInputIsNamedWithTheNearestMember() => Assert.Equal(
        ["'Models/m.onnx' needs the input 'city' (tensor(string)[?, 1]), which no member of 'Row' gives; did you mean 'citi'? [Input(\"city\")] binds a member of another name"],
        await OnnxTest.Verify(
            OnnxTest.Manifest(TwoInputs),
            """
            using MlDsl;
            public record Row(float age, string citi);
            [{|MLD2001:OnnxModel("Models/m.onnx")|}] public partial class M : IScorer<Row, float>;
            """));

    [Fact]
    public async Task MLD2001_AnExtraInputIsNamedAtTheMember() => Assert.Equal(
        ["'Models/m.onnx' has no input 'Age', which 'Years' is bound to; did you mean 'age'?"],
        await OnnxTest.Verify(
            OnnxTest.Manifest(TwoInputs),
            """
            using MlDsl;
            public record Row(float age, string city) { [Input("Age")] public float {|MLD2001:Years|} { get; init; } }
            [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Row, float>;
            """));

    [Fact]
    public async Task MLD2001_AnOutputThatIsNotThereIsNamed() => Assert.Equal(
        ["'Models/m.onnx' has no output 'scor' for 'Score'; did you mean 'score'?"],
        await OnnxTest.Verify(
            OnnxTest.Manifest(TwoInputs),
            """
            using MlDsl;
            public record Row(float age, string city);
            public struct Result { [Output("scor")] public float {|MLD2001:Score|}; }
            [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Row, Result>;
            """));

    [Theory]
    [InlineData("output \"a\" tensor(float)[?]\noutput \"b\" tensor(float)[?, 1]", "several outputs of 'Models/m.onnx' fit 'float': 'a', 'b'; bind a record with a member named after the output")]
    [InlineData("output \"a\" tensor(int64)[?]\noutput \"b\" tensor(float)[?, 2]", "no output of 'Models/m.onnx' fits 'float'; it has 'a' (tensor(int64)[?]), 'b' (tensor(float)[?, 2])")]
    public async Task MLD2001_ABareValueNeedsOneFittingOutput(string outputs, string message) => Assert.Equal(
        [message],
        await OnnxTest.Verify(
            OnnxTest.Manifest("input \"x\" tensor(float)[?, 2]\n" + outputs),
            """
            using MlDsl;
            [{|MLD2001:OnnxModel("Models/m.onnx")|}] public partial class M : IScorer<float[], float>;
            """));

    [Fact]
    public async Task MLD2001_AnUnknownOutputOfClassesIsNamed() => Assert.Equal(
        ["'Models/m.onnx' has no output 'scores', which [Classes<E>] names; did you mean 'score'?"],
        await OnnxTest.Verify(
            OnnxTest.Manifest(TwoInputs),
            """
            using MlDsl;
            public enum E { A, B }
            [{|MLD2001:OnnxModel("Models/m.onnx")|}, Classes<E>("scores")] public partial class M;
            """));

    [Theory]
    [InlineData("int", "'Age' is 'int', but the input 'age' takes float; declare it as that")]
    [InlineData("bool", "'Age' is 'bool', but the input 'age' takes float; declare it as that")]
    [InlineData("bool?", "'Age' is 'bool' that may be missing, but the input 'age' takes float; declare it as that")]
    [InlineData("System.DateTime", "'Age' is 'System.DateTime', but the input 'age' takes float; declare it as that")]
    public async Task MLD2002_AnInputOfAnotherElementTypeIsNamed(string type, string message) => Assert.Equal(
        [message],
        await OnnxTest.Verify(
            OnnxTest.Manifest(TwoInputs),
            $$"""
            using MlDsl;
            public class Row { [Input("age")] public {{type}} {|MLD2002:Age|}; [Input("city")] public string City = ""; }
            [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Row, float>;
            """));

    [Theory]
    [InlineData("float")]
    [InlineData("float?")]
    [InlineData("short")]
    [InlineData("System.Half")]
    [InlineData("BFloat16")]
    public async Task MLD2002_IsSilentWhereEveryValueFits(string type) => Assert.Empty(await OnnxTest.Verify(
        OnnxTest.Manifest(TwoInputs),
        $$"""
        using MlDsl;
        public struct Row { [Input("age")] public {{type}} Age; [Input("city")] public string? City; }
        [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Row, float>;
        """));

    [Fact]
    public async Task MLD2002_AnOutputOfAnotherElementTypeIsNamed() => Assert.Equal(
        ["'Score' is 'int', but the output 'score' is a tensor(float)[?, 1]; declare it as float"],
        await OnnxTest.Verify(
            OnnxTest.Manifest(TwoInputs),
            """
            using MlDsl;
            public record Row(float age, string city);
            public record Result([property: Output("score")] int {|MLD2002:Score|});
            [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Row, Result>;
            """));

    [Theory]
    [InlineData("tensor(float)[?, 4]", "public float {|MLD2003:X|};", "the input 'x' (tensor(float)[?, 4]) takes 4 elements for each row, but 'X' give 1; use an array, or a member for each element with [Input(\"x\", Offset = …)]")]
    [InlineData("tensor(float)[?, \"len\"]", "public float[] {|MLD2003:X|};", "the input 'x' is a tensor(float)[?, len], which a member cannot fill: only a tensor's first dimension may be open; remove IScorer to use the generated Input")]
    [InlineData("tensor(float)[?, 2]", "public float X; [Input(\"x\", Offset = 2)] public float {|MLD2003:Y|};", "'Y' begins at element 2 of the input 'x', where element 1 of 2 is expected; set Offset so that the members follow each other")]
    public async Task MLD2003_AnInputOfAnotherShapeIsNamed(string type, string member, string message) => Assert.Equal(
        [message],
        await OnnxTest.Verify(
            OnnxTest.Manifest($"input \"x\" {type}\noutput \"y\" tensor(float)[?]"),
            $$"""
            using MlDsl;
            public struct Row { [Input("x")] {{member}} }
            [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Row, float>;
            """));

    [Theory]
    [InlineData("tensor(float)[?, 3]", "float {|MLD2003:Y|}", "'Y' takes elements from 3 on, but the output 'y' (tensor(float)[?, 3]) gives 3 for each row; use an array, or [Output(\"y\", Offset = …)]", "Offset = 3")]
    [InlineData("tensor(float)[?, \"k\"]", "float[] {|MLD2003:Y|}", "'Y' cannot take the output 'y' (tensor(float)[?, k]), whose size is known only after a run; remove IScorer to use the generated Output", "Offset = 0")]
    public async Task MLD2003_AnOutputOfAnotherShapeIsNamed(string type, string member, string message, string offset) => Assert.Equal(
        [message.Replace("takes elements", "takes one element", StringComparison.Ordinal)],
        await OnnxTest.Verify(
            OnnxTest.Manifest($"input \"x\" tensor(float)[?, 2]\noutput \"y\" {type}"),
            $$"""
            using MlDsl;
            public record Result([property: Output("y", {{offset}})] {{member}});
            [OnnxModel("Models/m.onnx")] public partial class M : IScorer<float[], Result>;
            """));

    [Theory]
    [InlineData("classes \"p\" \"a\" \"b\"", "'p' has 2 classes (a, b), but 'E' has 3 members (A, B, C)")]
    [InlineData("classes \"p\" \"a\" \"c\" \"b\"", "class 1 of 'p' is 'c', but 'E.B' in the enum; give the members the graph's order and names: a, c, b")]
    [InlineData("metadata \"k\" \"v\"", "'p' gives 4 scores for each row, but 'E' has 3 members (A, B, C)")]
    public async Task MLD2004_OtherClassesThanTheEnumsAreNamed(string line, string message) => Assert.Equal(
        [message],
        await OnnxTest.Verify(
            OnnxTest.Manifest($"input \"x\" tensor(float)[?, 2]\noutput \"p\" tensor(float)[?, 4]\n{line}"),
            """
            using MlDsl;
            public enum E { A, B, C }
            [{|MLD2004:OnnxModel("Models/m.onnx")|}, Classes<E>("p")] public partial class M;
            """));

    [Fact]
    public async Task MLD2004_IsToldAtTheMemberOfABoundOutput() => Assert.Single(await OnnxTest.Verify(
        OnnxTest.Manifest("input \"x\" tensor(float)[?, 2]\noutput \"p\" tensor(float)[?, 4]"),
        """
        using MlDsl;
        public enum E { A, B, C }
        public record Result([property: Output("p"), Classes<E>] float[] {|MLD2004:Scores|});
        [OnnxModel("Models/m.onnx")] public partial class M : IScorer<float[], Result>;
        """));

    [Fact]
    public async Task MLD2004_IsSilentWhereNobodyKnowsTheClasses() => Assert.Empty(await OnnxTest.Verify(
        OnnxTest.Manifest("input \"x\" tensor(float)[?, 2]\noutput \"p\" tensor(float)[?, ?]"),
        """
        using MlDsl;
        public enum E { A, B, C }
        [OnnxModel("Models/m.onnx"), Classes<E>("p")] public partial class M;
        """));

    [Fact]
    public async Task MLD2005_TheChangedColumnsAreNamed() => Assert.Equal(
        ["'Trip.Input' is not what 'Models/m.onnx' was trained on: the column 'miles' was 'double:None' and is 'float:None:Numeric(Scale=None,Impute=Forbid)'; the column 'tips' is gone; train and export the model again, or undo the change"],
        (await OnnxTest.Verify(
            OnnxTest.Manifest("""
                metadata "mldsl.schema.columns" "miles:double:None:\ntips:float:None:\nfare:float:Label:"
                input "miles" tensor(float)[?, 1]
                output "y" tensor(float)[?, 1]
                """),
            """
            using MlDsl;
            [Dataset] public partial record Trip { [Column("miles"), Numeric] public float Miles { get; init; } [Column("fare"), Label] public float Fare { get; init; } }
            [{|MLD2005:OnnxModel("Models/m.onnx")|}] public partial class M : IScorer<Trip.Input, float>;
            """)).Select(static m => System.Text.RegularExpressions.Regex.Replace(m, "Numeric[^']*", "Numeric(Scale=None,Impute=Forbid)")));

    [Fact]
    public async Task MLD2005_IsSilentOnTheDataSetTheModelWasTrainedOn() => Assert.Empty(await OnnxTest.Verify(
        OnnxTest.Manifest("""
            metadata "mldsl.schema.columns" "miles:float?:None:\nfare:float:Label:"
            input "miles" tensor(float)[?, 1]
            output "y" tensor(float)[?, 1]
            """),
        """
        using MlDsl;
        [Dataset] public partial record Trip { [Column("miles")] public float? Miles { get; init; } [Column("fare"), Label] public float Fare { get; init; } }
        [OnnxModel("Models/m.onnx")] public partial class M : IScorer<Trip, float>;
        """));

    [Fact]
    public async Task MLD2006_ABackendThatCannotRunTheModelIsNamed() => Assert.Equal(
        ["'Models/m.onnx' has no plan: the file is absent (a manifest stands in for it), or its MlModel item has Compile=\"false\"; restore the file, or use Backend.Runtime"],
        await OnnxTest.Verify(
            OnnxTest.Manifest(TwoInputs),
            """
            using MlDsl;
            [{|MLD2006:OnnxModel("Models/m.onnx", Backend = Backend.Compiled)|}] public partial class M;
            """));

    [Theory]
    [InlineData("ff", "'ff' is not a SHA-256, which has 64 hexadecimal digits; that of 'Models/m.onnx' is " + OnnxTest.Hash)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "'Models/m.onnx' has the SHA-256 " + OnnxTest.Hash + ", but 0000000000000000000000000000000000000000000000000000000000000000 is pinned; restore the file, or pin the new one")]
    public async Task MLD2008_AnotherHashThanThePinnedOneIsNamed(string hash, string message) => Assert.Equal(
        [message],
        await OnnxTest.Verify(
            OnnxTest.Manifest(TwoInputs),
            $$"""
            using MlDsl;
            [{|MLD2008:OnnxModel("Models/m.onnx", Sha256 = "{{hash}}")|}] public partial class M;
            """));

    [Theory]
    [InlineData("", "'Models/k.onnx' is no model of this project: it has none; put the file under Models/, or add <MlModel Include=\"…\" /> to the project file")]
    [InlineData("input \"x\" tensor(float)[2]", "'Models/k.onnx' is no model of this project: did you mean 'Models/m.onnx'? Models are the MlModel items of the project file, by default Models/**/*.onnx")]
    public async Task MLD2009_AModelThatIsNotThereIsNamed(string body, string message) => Assert.Equal(
        [message],
        await OnnxTest.Verify(
            body.Length > 0 ? OnnxTest.Manifest(body) : "",
            """
            using MlDsl;
            [{|MLD2009:OnnxModel("Models/k.onnx")|}] public partial class M;
            """));

    [Theory]
    [InlineData("something else", "the manifest of '0.onnx' cannot be read: its first line is not 'mldsl-manifest 1'; rebuild the project")]
    [InlineData("", "")]
    public async Task MLD2009_ABrokenManifestIsNamed(string text, string message)
    {
        if (text.Length == 0) text = "mldsl-manifest 1\ninput \"x\" tensor(float";
        string[] found = await OnnxTest.Verify(text, "using MlDsl;\n[{|MLD2009:OnnxModel(\"0.onnx\")|}] public partial class M;");
        if (message.Length > 0) Assert.Equal([message], found);
        else Assert.Contains("')' was expected at character", Assert.Single(found), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MLD2009_WhyTheBuildCouldNotReadTheFileIsToldOnTheClass() => Assert.Equal(
        ["'Models/m.onnx' is not an ONNX model that MlDsl can read"],
        await OnnxTest.Verify(
            "mldsl-manifest 1\nmodel \"Models/m.onnx\"\nfault \"'Models/m.onnx' is not an ONNX model that MlDsl can read\"\n",
            "using MlDsl;\n[{|MLD2009:OnnxModel(\"Models/m.onnx\")|}] public partial class M;"));

    [Fact]
    public async Task MLD2009_ATreeFileThatIsNoItemIsToldWhatCounts() => Assert.Contains(
        "Under Models/ a file is taken for trees if it begins as XGBoost's JSON or UBJSON or LightGBM's text does",
        Assert.Single(await OnnxTest.Verify(OnnxTest.Manifest(TwoInputs), "using MlDsl;\n[{|MLD2009:TreeModel(\"Models/k.json\")|}] public partial class M;")),
        StringComparison.Ordinal);

    [Fact]
    public async Task MLD2012_NamesThatWereTakenAreTold() => Assert.Equal(
        ["of 'Models/m.onnx', the input 'input' is Input2, the input '+' is Tensor, the output 'Y' is Y2, because the name is taken or has no letter"],
        await OnnxTest.Verify(
            OnnxTest.Manifest("input \"input\" tensor(float)[2]\ninput \"+\" tensor(float)[2]\noutput \"y\" tensor(float)[2]\noutput \"Y\" tensor(float)[2]"),
            "using MlDsl;\n[{|MLD2012:OnnxModel(\"Models/m.onnx\", Backend = Backend.Runtime)|}] public partial class M;"));

    [Theory]
    [InlineData("input \"float_input\" tensor(float)[2]\noutput \"y\" tensor(float)[2]", "public partial class M;")]
    [InlineData("input \"input\" tensor(float)[?, 1]\noutput \"y\" tensor(float)[?, 1]", "public partial class M : IScorer<R, float>; public record struct R([property: Input(\"input\")] float X);")]
    public async Task MLD2012_IsSilentOnCapitalsAndWhereNoMemberIsNamed(string body, string declaration) => Assert.Empty(
        await OnnxTest.Verify(OnnxTest.Manifest(body), $"using MlDsl;\n[OnnxModel(\"Models/m.onnx\", Backend = Backend.Runtime)] {declaration}"));

    [Theory]
    [InlineData("public sealed class M;", "'M' must be partial for MlDsl to write its adapter")]
    [InlineData("public static partial class M;", "'M' must not be static for MlDsl to write its adapter")]
    [InlineData("public abstract partial class M;", "'M' must not be abstract for MlDsl to write its adapter")]
    [InlineData("public partial class M<T>;", "'M' must not be generic for MlDsl to write its adapter")]
    [InlineData("public partial class Input;", "'Input' must not be called 'Input', which is the name of one that MlDsl writes")]
    [InlineData("public partial class M { private readonly int session = 3; public int Count => session; }", "'M' must not have a member 'session', which is the name of one that MlDsl writes")]
    [InlineData("public partial class M { public int ReadOutput => 3; }", "'M' must not have a member 'ReadOutput', which is the name of one that MlDsl writes")]
    [InlineData("public partial class M { public void Dispose() { } }", "'M' must not have a member 'Dispose', which is the name of one that MlDsl writes")]
    [InlineData("public partial class M { public M() { } }", "'M' must not have a constructor, so that an instance always has its model, for MlDsl to write its adapter")]
    [InlineData("public partial class M(int count) { public int Count => count; }", "'M' must not have a constructor, so that an instance always has its model, for MlDsl to write its adapter")]
    [InlineData("public partial class M { public required int Count { get; init; } }", "'M' must not have required members, so that Load can make an instance, for MlDsl to write its adapter")]
    [InlineData("[Dataset] public partial class M;", "'M' must not be a data set or a trained model too for MlDsl to write its adapter")]
    public async Task MLD2010_AClassThatCannotBeAnAdapterIsNamed(string declaration, string message) => Assert.Equal(
        [message],
        await OnnxTest.Verify(OnnxTest.Manifest(TwoInputs), $"using MlDsl;\n[{{|MLD2010:OnnxModel(\"Models/m.onnx\")|}}] {declaration}"));

    [Fact]
    public async Task MLD2010_ABatchOfNothingIsNamed() => Assert.Equal(
        ["MaxBatch is 0; a batch has at least 1 row"],
        await OnnxTest.Verify(OnnxTest.Manifest(TwoInputs), "using MlDsl;\n[{|MLD2010:OnnxModel(\"Models/m.onnx\", MaxBatch = 0)|}] public partial class M;"));

    [Fact]
    public async Task IsSilencedByPragma() => Assert.Empty(await OnnxTest.Diagnostics(
        OnnxTest.Manifest(TwoInputs),
        """
        using MlDsl;
        #pragma warning disable MLD2006
        [OnnxModel("Models/m.onnx", Backend = Backend.Compiled)] public partial class M;
        """));
}

namespace MlDsl.Generators.Tests.Onnx;

/// <summary>A data set and the graph that a model of it was exported to.</summary>
public sealed class ExportedModelTests
{
    private const string Trained = """
        using MlDsl;
        public enum Contract { Monthly, Yearly }
        [Dataset] public partial record Customer
        {
            [Categorical] public Contract Contract { get; init; }
            [Categorical] public string? Payment { get; init; }
            [Numeric(Scale = Scale.Standard), Column("bill")] public float Fee { get; init; }
            [Numeric(Impute = Impute.Mean)] public float? Rating { get; init; }
            [Numeric] public decimal Debt { get; init; }
            [DateParts] public System.DateTime? LastCall { get; init; }
            [DateParts] public System.DateOnly Since { get; init; }
            [Categorical] public bool? Online { get; init; }
            public int Months { get; init; }
            [Label] public bool Left { get; init; }
        }
        [Features<Customer>] public static class CustomerFeatures
        {
            [Numeric] public static float Paid(float fee, int months) => fee * months;
            [Numeric] public static float Twice(float paid, string? payment) => payment is null ? paid : 2 * paid;
        }

        """;

    private const string Right = "[OnnxModel(\"Models/m.onnx\")] public partial class M : IScorer<Customer.Input, bool>;";

    private const string Wrong = "[{|MLD2005:OnnxModel(\"Models/m.onnx\")|}] public partial class M : IScorer<Customer.Input, bool>;";

    [Theory]
    [InlineData("[Label]", "[Numeric] public int Calls { get; init; } [Label]", "the column 'Calls' is new")]
    [InlineData("[Numeric] public decimal Debt { get; init; }", "", "the column 'Debt' is gone")]
    [InlineData("Rating", "Stars", "the column 'Rating' is called 'Stars' now")]
    [InlineData("\"bill\"", "\"fee\"", "the column 'bill' is called 'fee' now")]
    [InlineData("public int Months", "public short Months", "the column 'Months' was 'int:None' and is 'short:None'")]
    [InlineData("decimal Debt", "double Debt", "the column 'Debt' was 'decimal:None:Numeric(")]
    [InlineData("Contract Contract", "Contract? Contract", "the column 'Contract' was 'Contract:None:Categorical(")]
    [InlineData("Scale.Standard", "Scale.Robust", "the column 'bill' was 'float:None:Numeric(Scale=Standard,")]
    [InlineData("fee * months", "fee + months", "the feature method 'Paid' computes something else")]
    [InlineData("Twice", "Double", "the feature method 'Twice' is gone; the feature method 'Double' is new")]
    public async Task MLD2005_EachChangeIsNamedAndNothingElseIsSaid(string from, string to, string said)
    {
        Assert.Contains(from, Trained, StringComparison.Ordinal);
        string message = Assert.Single(await OnnxTest.Verify(Manifest(), Trained.Replace(from, to, StringComparison.Ordinal) + Wrong));
        Assert.StartsWith("'Customer.Input' is not what 'Models/m.onnx' was trained on: " + said, message, StringComparison.Ordinal);
        Assert.Equal(said.Contains(';', StringComparison.Ordinal) ? 2 : 1, message.Count(static c => c == ';'));
    }

    [Fact]
    public async Task MLD2005_ManyChangesAreCounted()
    {
        string gone = string.Concat(Enumerable.Range(0, 9).Select(static i => $"\ngone{i}:float{i}:None:"));
        string message = Assert.Single(await OnnxTest.Verify(Manifest(gone), Trained + Wrong));
        Assert.Contains("the column 'gone5' is gone; and 3 more; train", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MLD2005_IsSilentOnAnotherOrderAndAnotherNameOfAMember() => Assert.Empty(await OnnxTest.Verify(
        Manifest(),
        Trained.Replace("    public int Months { get; init; }\n", "", StringComparison.Ordinal)
            .Replace("[Numeric] public decimal Debt", "public int Months { get; init; } [Numeric, Column(\"Debt\")] public decimal Owed", StringComparison.Ordinal)
        + Right));

    [Fact]
    public void EachColumnGoesInAsTheExportHasIt()
    {
        string adapter = Exported.Adapter(Manifest(), Trained + Right);
        Assert.All(
            [
                "inputs[row].Contract switch { global::Contract.Monthly => \"Monthly\", global::Contract.Yearly => \"Yearly\", var other => other.ToString() });",
                "inputs[row].Payment ?? \"\");",
                "= inputs[row].Payment is not null;",
                "= inputs[row].Fee;",
                "= global::MlDsl.Onnx.OnnxColumns.Number(inputs[row].Rating, \"Rating\");",
                "= (double)inputs[row].Debt;",
                "= global::MlDsl.Onnx.OnnxColumns.Ticks(inputs[row].LastCall, true, \"LastCall\");",
                "= inputs[row].LastCall is not null;",
                "= inputs[row].Since.DayNumber * global::System.TimeSpan.TicksPerDay;",
                "= inputs[row].Online.GetValueOrDefault();",
                "= Features.Paid(in inputs[row]);",
                "= Features.Twice(in inputs[row]);",
                "public static float Twice(in global::Customer.Input input) => global::CustomerFeatures.Twice(Paid(in input), input.Payment);",
            ],
            line => Assert.Contains(line, adapter, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("System.TimeSpan", "took > System.TimeSpan.Zero", "= inputs[row].Took.Ticks;", "int64")]
    [InlineData("System.Guid", "took != System.Guid.Empty", "inputs[row].Took.ToString());", "string")]
    public void WhatTheGraphsFeatureMethodsTakeGoesInToo(string type, string body, string line, string element)
    {
        string source = $"using MlDsl;\n[Dataset] public partial record Trip {{ public {type} Took {{ get; init; }} [Label] public float Fare {{ get; init; }} }}\n"
            + $"[Features<Trip>] public static class TripFeatures {{ [Numeric] public static bool Late({type} took) => {body}; }}\n";
        string manifest = OnnxTest.Manifest($$"""
            {{Exported.Schema(source, "Trip")}}
            {{Exported.Fact("mldsl.inputs", $$"""[{"name":"Took","column":"Took","type":"{{type}}"}]""")}}
            input "Took" tensor({{element}})["N", 1]
            output "prediction" tensor(float)["N"]
            """);
        Assert.Contains(line, Exported.Adapter(manifest, source + "[OnnxModel(\"Models/m.onnx\")] public partial class M : IScorer<Trip.Input, float>;"), StringComparison.Ordinal);
    }

    // A file may hold anything there: what is no value of the type is no literal of the adapter.
    [Theory]
    [InlineData("int?", "-2147483648", "= global::MlDsl.Onnx.OnnxColumns.Whole<int>(inputs[row].Stops, -2147483648, \"Stops\");", "int32")]
    [InlineData("ulong?", "18446744073709551615", "OnnxColumns.Whole<ulong>(inputs[row].Stops, 18446744073709551615, \"Stops\");", "uint64")]
    [InlineData("int?", "0; Evil()", null, "int32")]
    [InlineData("int", "0", null, "int32")]
    [InlineData("bool?", "true", null, "bool")]
    public async Task ASentinelIsALiteralOfTheType(string type, string sentinel, string? line, string element)
    {
        string source = $"using MlDsl;\n[Dataset] public partial record Trip {{ [Categorical] public {type} Stops {{ get; init; }} [Label] public float Fare {{ get; init; }} }}\n";
        string manifest = OnnxTest.Manifest($$"""
            {{Exported.Schema(source, "Trip")}}
            {{Exported.Fact("mldsl.inputs", $$"""[{"name":"Stops","column":"Stops","type":"{{type}}","missing":"sentinel","sentinel":"{{sentinel}}"}]""")}}
            input "Stops" tensor({{element}})["N", 1]
            output "prediction" tensor(float)["N"]
            """);
        string adapter = "public partial class M : IScorer<Trip.Input, float>;";
        if (line is null) Assert.Contains("needs the input 'Stops'", Assert.Single(await OnnxTest.Verify(manifest, $"{source}[{{|MLD2001:OnnxModel(\"Models/m.onnx\")|}}] {adapter}")), StringComparison.Ordinal);
        else Assert.Contains(line, Exported.Adapter(manifest, $"{source}[OnnxModel(\"Models/m.onnx\")] {adapter}"), StringComparison.Ordinal);
    }

    // What an export of the trained data set says; the members' canonical texts are those of its own code.
    private static string Manifest(string more = "")
    {
        return OnnxTest.Manifest($$"""
            {{Exported.Schema(Trained, "Customer", more)}}
            {{Exported.Fact("mldsl.inputs", """[{"name":"Contract","column":"Contract","type":"Contract"},{"name":"Payment","column":"Payment","type":"string?","missing":"Payment.present"},{"name":"Fee","column":"bill","type":"float"},{"name":"Rating","column":"Rating","type":"float?","missing":"NaN"},{"name":"Debt","column":"Debt","type":"decimal"},{"name":"LastCall","column":"LastCall","type":"System.DateTime?","missing":"LastCall.present","unit":"ticks","clock":"UTC"},{"name":"Since","column":"Since","type":"System.DateOnly","unit":"ticks"},{"name":"Online","column":"Online","type":"bool?","missing":"Online.present"},{"name":"Paid","column":"Paid","type":"float","computed":true},{"name":"Twice","column":"Twice","type":"float","computed":true}]""")}}
            input "Contract" tensor(string)["N", 1]
            input "Payment" tensor(string)["N", 1]
            input "Payment.present" tensor(bool)["N", 1]
            input "Fee" tensor(float)["N", 1]
            input "Rating" tensor(float)["N", 1]
            input "Debt" tensor(double)["N", 1]
            input "LastCall" tensor(int64)["N", 1]
            input "LastCall.present" tensor(bool)["N", 1]
            input "Since" tensor(int64)["N", 1]
            input "Online" tensor(bool)["N", 1]
            input "Online.present" tensor(bool)["N", 1]
            input "Paid" tensor(float)["N", 1]
            input "Twice" tensor(float)["N", 1]
            output "label" tensor(bool)["N"]
            output "probabilities" tensor(float)["N", 2]
            """);
    }
}

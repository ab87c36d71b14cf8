using System.Text.Json;
using MlDsl.Columns;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Plans;

/// <summary>Values that stand for missing ones: none of the training, told by the file, and refused where none is free.</summary>
public sealed class ExportedNullTests
{
    private static readonly OnnxExportOptions Sentinels = new() { Nulls = ExportNulls.Sentinel, Features = true, AllowContribOperators = true };

    [Theory]
    [InlineData("string?", "(missing)", "a", "b")]
    [InlineData("string?", "(missing 3)", "(missing)", "a", "(missing 2)")]
    [InlineData("Shop.Color?", "(missing)", "Red")]
    [InlineData("System.Guid?", "(missing)", "00000000-0000-0000-0000-000000000001")]
    public void ATextThatNoRowHeld(string type, string sentinel, params string[] values)
    {
        Assert.Equal(sentinel, Only(Plan(type, Category(new(), values))).Sentinel);
        Assert.Equal(sentinel, Only(Plan(type, Category(new() { Encoding = CategoricalEncoding.Hashed, HashBits = 4 }, values))).Sentinel);
        // Those that are no category of their own are values all the same.
        Assert.Equal(sentinel, Only(Plan(type, Category(new() { MinCount = 5 }, values))).Sentinel);
    }

    [Theory]
    [InlineData("int?", "-2147483648", 0, 7)]
    [InlineData("int?", "2147483647", int.MinValue, 7)]
    [InlineData("byte?", "255", 0, 254)]
    [InlineData("byte?", "0", 1, 255)]
    [InlineData("sbyte?", "-128", -127, 127)]
    [InlineData("ushort?", "65535", 0, 3)]
    [InlineData("long?", "-9223372036854775808", 0, 3)]
    [InlineData("uint?", "4294967295", 0, 3)]
    public void AnIntegerBelowOrAboveAllOfThem(string type, string sentinel, params int[] values)
    {
        Assert.Equal(sentinel, Only(Plan(type, Category(new(), [.. values.Select(static v => (long)v)]))).Sentinel);
        Assert.Equal(sentinel, Only(Plan(type, Number(values))).Sentinel);
    }

    [Fact]
    public void OfAColumnWithoutAValueTheLowest()
    {
        Assert.Equal("-32768", Only(Plan("short?", Number([]))).Sentinel);
        Assert.Equal("0", Only(Plan("ulong?", Category<ulong>(new()))).Sentinel);
    }

    [Fact]
    public void IsTheSameInEveryOrderAndPartitionAndAfterAFile()
    {
        CategoryLearner<long> left = new("Miles", new() { Nullable = true }), right = new("Miles", new() { Nullable = true });
        left.Add(9, 0, 0);
        right.Add(-4, 0, 1);
        left.Merge(right);
        int position = 0;
        CategoryEncoding<long> merged = left.Finish(ref position, FoldFilter.All);
        Assert.Equal(new ColumnSummary { Least = "-4", Most = "9" }, merged.Summary);
        position = 0;
        Assert.Equal(merged.Summary, EncodingReader.Read(Parse(Json(merged)), ref position).Summary);
        position = 0;
        IEncoding number = Number([3, -1])("Miles");
        Assert.Equal(new ColumnSummary { Least = "-1", Most = "3" }, number.Summary);
        Assert.Equal(number.Summary, EncodingReader.Read(Parse(Json(number)), ref position).Summary);
        position = 0;
        Assert.Contains("'summary' has the bound 'x'", Assert.Throws<ModelFileException>(() => EncodingReader.Read(
            Parse(Json(number).Replace("\"least\":\"-1\"", "\"least\":\"x\"", StringComparison.Ordinal)), ref position)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesAColumnThatHasNone()
    {
        Refused(Plan("bool?", Category(new(), "true")),
            "'Miles' is a flag that may be missing, and no third value is free to stand for that: leave Nulls at ExportNulls.Present, which gives it a second input, or declare an enum of three members");
        Refused(Plan("byte?", Number([0, 255])),
            "'Miles' is a 'byte' that may be missing, and the training rows reach from 0 to 255, so that no value below or above is free to stand for that: leave Nulls at ExportNulls.Present, which gives it a second input, or declare a wider type");
        int position = 0;
        FeaturePlan old = Plan("string?", name => CategoryEncoding<string>.Read(
            Parse("""{"categories":["a"],"missing":true}"""), name, new() { Nullable = true }, ref position));
        Refused(old,
            "'Miles' may be missing, and the model's file is of a version that does not tell which values the training rows held, so that none is known to be free: fit the model again, or leave Nulls at ExportNulls.Present, which gives it a second input");

        static void Refused(FeaturePlan plan, string message) => Assert.Equal(message, Assert.Throws<OnnxExportException>(
            () => OnnxExport.Write(plan, new LinearPredictor(new float[plan.Width], [0f]), Outcomes.Number(), Sentinels)).Message);
    }

    // What is written for a missing value gives its features; columns of all types, by operators that every runtime has.
    [Fact]
    public void StandsForAMissingValueInTheGraph()
    {
        int compared = 0;
        for (int seed = 0; seed < 120; seed++)
        {
            RandomPlan made = new(seed, withText: false);
            if (made.Plan.Columns.Any(static c => c.Type == "bool?")) continue;
            LinearSums model = new(made.Plan, new(seed), 1);
            IReadOnlyList<OnnxExportInput> inputs;
            try
            {
                inputs = OnnxExport.Inputs(made.Plan, Sentinels);
            }
            catch (OnnxExportException)
            {
                continue;
            }
            if (inputs.All(static i => i.Sentinel is null)) continue;
            using ExportedModel exported = new(OnnxExport.Write(made.Plan, new LinearPredictor(model.Weights, model.Biases), Outcomes.Number(), Sentinels), made.Plan);
            Assert.DoesNotContain(exported.Session.Inputs, static i => i.Name.EndsWith(".present", StringComparison.Ordinal));
            List<ColumnValue[]> rows = [];
            List<float[]> expected = [];
            for (int i = 0; i < 60; i++)
            {
                ColumnValue[] row = [.. made.Row().Select(static d => d.Value)];
                if (row.Zip(inputs).Any(static pair => pair.Second.Sentinel is { } sentinel && Said(pair.First) == sentinel)) continue;
                SparseSink sink = new(8);
                try
                {
                    made.Plan.Write(row, ref sink);
                }
                catch (ArgumentException)
                {
                    continue;
                }
                rows.Add(row);
                float[] dense = new float[made.Plan.Width];
                for (int k = 0; k < sink.Count; k++) dense[sink.Positions[k]] = sink.Values[k];
                expected.Add(dense);
            }
            if (rows.Count == 0) continue;
            float[] found = (float[])exported.Run(rows)["features"];
            for (int i = 0; i < found.Length; i++)
                Assert.True(Math.Abs(expected[i / made.Plan.Width][i % made.Plan.Width] - found[i]) <= 1e-6f * Math.Abs(found[i]) + 1e-6f, $"seed {seed}, position {i % made.Plan.Width}");
            compared++;
        }
        Assert.True(compared > 20, $"only {compared} plans were compared");
    }

    private static string Said(ColumnValue value) => value.ToText() ?? value.ToInt64()?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? value.ToUInt64()?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static OnnxExportInput Only(FeaturePlan plan) => Assert.Single(OnnxExport.Inputs(plan, Sentinels));

    private static string Json(IEncoding encoding)
    {
        System.Buffers.ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer)) encoding.Write(json);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static FeaturePlan Plan(string type, Func<string, IEncoding> learn) =>
        new(new DatasetSchema("Trip", [new("miles", "Miles", type, ColumnRole.None, "kind", true)], []), [learn("Miles")]);

    private static Func<string, IEncoding> Category<TKey>(CategoryOptions options, params TKey[] values)
        where TKey : notnull, IEquatable<TKey>, IComparable<TKey>, IParsable<TKey> => name =>
    {
        CategoryLearner<TKey> learner = new(name, options with { Nullable = true });
        foreach (TKey value in values) learner.Add(value, 0, 0);
        int position = 0;
        return learner.Finish(ref position, FoldFilter.All);
    };

    private static Func<string, IEncoding> Number(int[] values) => name =>
    {
        NumericLearner learner = new(name, new() { Impute = Impute.Constant });
        foreach (int value in values) learner.Add((float)value);
        int position = 0;
        return learner.Finish(ref position);
    };
}

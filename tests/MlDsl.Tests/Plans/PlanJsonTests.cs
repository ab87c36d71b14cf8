using System.Text.Json;
using System.Text.Json.Nodes;
using MlDsl.Columns;

namespace MlDsl.Tests.Plans;

/// <summary>A plan in JSON is read without user types, and gives the same features; what was altered is refused by name.</summary>
public sealed class PlanJsonTests
{
    [Fact]
    public void WhatIsReadWritesTheSame()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            RandomPlan made = new(seed);
            string json = Tests.Columns.Written.Json(made.Plan.Write);
            FeaturePlan read = FeaturePlan.Read(Tests.Columns.Written.Parse(json));
            Assert.Equal(json, Tests.Columns.Written.Json(read.Write));
            Assert.Equal(made.Plan.FeatureNames, read.FeatureNames);
            Assert.Equal(made.Plan.Schema.Hash, read.Schema.Hash);
            for (int i = 0; i < 20; i++)
            {
                ColumnValue[] row = [.. made.Row().Select(static d => d.Value)];
                Assert.True(Of(made.Plan, row) == Of(read, row), $"seed {seed}: {string.Join(", ", row)}");
            }
        }
    }

    [Theory]
    [InlineData("encodings/0/kind", "\"embedding\"", "The column 'Miles' is encoded by 'embedding', which this version of MlDsl does not know; it knows numeric, categorical, dateParts, text, vector. Read the file with the version that wrote it, or fit and save the model again")]
    [InlineData("encodings/0/options/scale", "\"Rank\"", "The learned state of column 'Miles': 'scale' is 'Rank', not one of None, Standard, MinMax, Robust, Log, Power; fit and save the model again")]
    [InlineData("encodings/0/options/shape", "3", "The learned state of column 'Miles' has the property 'shape', which this version of MlDsl does not know; read the file with the version that wrote it, or fit and save the model again")]
    [InlineData("encodings/0/column", "\"Yards\"", "The feature plan does not fit its schema: 'Yards' is no column of 'Trip'; give one encoding for each column that is a feature (Parameter 'encodings'); fit and save the model again")]
    [InlineData("encodings/0/offset", "\"x\"", "The learned state of column 'Miles': 'offset' is not a finite number; fit and save the model again")]
    [InlineData("encodings/1/key", "\"TimeSpan\"", "The column 'Port' has categories of the type 'TimeSpan', which this version of MlDsl does not know; it knows string, long, ulong, double, float, Half, decimal, DateOnly, char, Guid. Read the file with the version that wrote it, or fit and save the model again")]
    [InlineData("encodings/1/options/minCount", "0", "The learned state of column 'Port': 'minCount' is not an integer from 1 to 2147483647; fit and save the model again")]
    [InlineData("encodings/1/options/smoothing", "-1", "The options in the file do not fit: 'Port': Smoothing is -1; it is finite and not negative")]
    [InlineData("encodings/1/categories", "[\"S\",\"S\"]", "The learned state of column 'Port': 'categories' hold 'S' twice; fit and save the model again")]
    [InlineData("schema/columns/0/type", "\"double\"", "The schema: 'hash' is not that of the columns and features beside it; fit and save the model again")]
    [InlineData("schema/columns/0/role", "\"Leader\"", "Number 1 of the schema's 'columns': 'role' is 'Leader', not one of None, Label, Id, Group, EventTime, Weight, Sensitive, Arrived, User, Item, Event; fit and save the model again")]
    [InlineData("summary", "1", "The feature plan has the property 'summary', which this version of MlDsl does not know; read the file with the version that wrote it, or fit and save the model again")]
    public void NamesWhatWasAltered(string path, string value, string message)
    {
        JsonNode root = JsonNode.Parse(Tests.Columns.Written.Json(Small().Write))!;
        string[] steps = path.Split('/');
        JsonNode node = root;
        foreach (string step in steps[..^1]) node = int.TryParse(step, out int index) ? node[index]! : node[step]!;
        node[steps[^1]] = JsonNode.Parse(value);
        Assert.Equal(message, Assert.Throws<ModelFileException>(() => FeaturePlan.Read(Tests.Columns.Written.Parse(root.ToJsonString()))).Message);
    }

    [Fact]
    public void EveryMutationIsReadOrRefused()
    {
        Random random = new(11);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] json = System.Text.Encoding.UTF8.GetBytes(Tests.Columns.Written.Json((i % 2 == 0 ? Small() : new RandomPlan(i % 40).Plan).Write));
            for (int times = random.Next(1, 4); times > 0; times--) json[random.Next(json.Length)] = (byte)"{}[]\",:0123456789eE-. nulltrueSx"[random.Next(31)];
            try
            {
                using JsonDocument document = JsonDocument.Parse(json);
                FeaturePlan.Read(document.RootElement);
            }
            catch (Exception e) when (e is JsonException or ModelFileException)
            {
            }
        }
    }

    [Fact]
    public void FilesThatDoNotNameTheHashKeepTheOldOne()
    {
        int position = 0;
        CategoryOptions options = new() { Encoding = CategoricalEncoding.Hashed, HashBits = 8, Nullable = true };
        var old = CategoryEncoding<string>.Read(Tests.Columns.Written.Parse("{}"), "Port", options, ref position);
        CategoryEncoding<string> now = Tests.Columns.Written.Learn(options, "S");
        Assert.Equal((CategoryHash.RowHash, CategoryHash.Murmur3), (old.Hash, now.Hash));
        // The positions that files of the first format were trained with.
        Assert.Equal([17, 109], Slots(old));
        IEncoding read = EncodingReader.Read(Tests.Columns.Written.Parse(Tests.Columns.Written.Json(old.Write)), ref position);
        Assert.Equal(CategoryHash.RowHash, Assert.IsType<CategoryEncoding<string>>(read).Hash);

        static int[] Slots(CategoryEncoding<string> encoding) =>
            [.. new[] { "S", null }.Select(text => Array.IndexOf(Tests.Columns.Written.Row(encoding, text), 1f))];
    }

    // The reference values of MurmurHash3_x86_32 with the seed 0 (A. Appleby's SMHasher; scikit-learn's murmurhash3_32).
    [Theory]
    [InlineData("", 0u)]
    [InlineData("test", 0xBA6BD213u)]
    [InlineData("Hello, world!", 0xC0363E43u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x2E4FF723u)]
    public void HashesAsMurmur3Does(string text, uint hash) => Assert.Equal(hash, MurmurHash.Of(text));

    private static string Of(FeaturePlan plan, ColumnValue[] row) => RandomPlan.Written((ref SparseSink sink) => plan.Write(row, ref sink));

    private static FeaturePlan Small()
    {
        int position = 0;
        NumericLearner miles = new("Miles", new() { Scale = Scale.Standard });
        miles.Add(1f);
        miles.Add(3f);
        IEncoding number = miles.Finish(ref position);
        CategoryLearner<string> port = new("Port", new() { Unknown = Unknown.Bucket });
        port.Add("S", 0, 0);
        port.Add("C", 0, 0);
        DatasetSchema schema = new(
            "Trip",
            [
                new("miles", "Miles", "float", ColumnRole.None, "Numeric", true),
                new("port", "Port", "string", ColumnRole.None, "Categorical", true),
                new("won", "Won", "bool", ColumnRole.Label, "", false) { Positive = "true" },
            ],
            [new("Speed", "Speed", "float", ColumnRole.None, "", false) { Code = "1:ab", NotCovered = ["Math.Sin: outside"] }]);
        return new(schema, [number, port.Finish(ref position, FoldFilter.All)]);
    }
}

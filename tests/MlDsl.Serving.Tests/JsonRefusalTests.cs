using System.Text;
using System.Text.Json.Nodes;
using MlDsl.Json;
using MlDsl.Serving.Tests.Rows;
using MlDsl.Testing;

namespace MlDsl.Serving.Tests;

/// <summary>Rows that cannot be read are refused with row, column and the way out.</summary>
public sealed class JsonRefusalTests
{
    [Theory]
    [InlineData("\"seconds\":600", "\"seconds\":\"long\"", JsonRowProblem.Value, "seconds", "'seconds' is the text 'long' in row 1; give a number that fits float")]
    [InlineData("\"seconds\":600,", "", JsonRowProblem.Missing, "seconds", "'seconds' is missing in row 1; give a number that fits float")]
    [InlineData("\"seconds\":600", "\"seconds\":null", JsonRowProblem.Missing, "seconds", "'seconds' is missing in row 1")]
    [InlineData("\"seconds\":600", "\"seconds\":600,\"seconds\":1", JsonRowProblem.Member, "seconds", "'seconds' is there twice in row 1; send it once")]
    [InlineData("\"seconds\":600", "\"seconds\":600,\"tip\":1", JsonRowProblem.Member, "tip", "'tip' is no column in row 1; the columns are vendor, seconds, miles, payment, riders, at, toll")]
    [InlineData("\"payment\":\"Card\"", "\"payment\":\"Visa\"", JsonRowProblem.Value, "payment", "'payment' is the text 'Visa' in row 1; give one of Cash, Card")]
    [InlineData("\"riders\":2", "\"riders\":2.5", JsonRowProblem.Value, "riders", "'riders' is the number 2.5 in row 1; give an integer that fits int")]
    [InlineData("\"toll\":true", "\"toll\":[]", JsonRowProblem.Value, "toll", "'toll' is an array in row 1; give true or false")]
    [InlineData("\"at\":\"2024-05-01T13:45:00\"", "\"at\":\"noon\"", JsonRowProblem.Value, "at", "'at' is the text 'noon' in row 1; give a time such as \"2024-05-01T13:45:00Z\"")]
    [InlineData("\"vendor\":\"CMT\"", "\"vendor\":\"\\ud800\"", JsonRowProblem.Value, "vendor", "give a text in UTF-8")]
    public void ARowIsRefusedWithItsPlace(string good, string bad, JsonRowProblem problem, string column, string message)
    {
        string json = $"[{Made.Json},{Made.Json.Replace(good, bad, StringComparison.Ordinal)}]";
        JsonRowException found = Refused(json);
        Assert.Equal((problem, 1, column), (found.Problem, found.Row, found.Column));
        Assert.Contains(message, found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", JsonRowProblem.Malformed, "empty")]
    [InlineData(" \n", JsonRowProblem.Malformed, "empty")]
    [InlineData("5", JsonRowProblem.Shape, "a number is given")]
    [InlineData("[5]", JsonRowProblem.Shape, "a number is given in row 0")]
    [InlineData("[[]]", JsonRowProblem.Shape, "an array is given in row 0")]
    [InlineData("{} {}", JsonRowProblem.Missing, "'vendor' is missing")]
    [InlineData("[] x", JsonRowProblem.Malformed, "behind the end")]
    [InlineData("{'a':1}", JsonRowProblem.Malformed, "line 1, byte 2")]
    public void ATextThatIsNoRowIsRefused(string json, JsonRowProblem problem, string message)
    {
        JsonRowException found = Refused(json);
        Assert.Equal(problem, found.Problem);
        Assert.Contains(message, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatStandsBehindARowIsRefused() => Assert.Contains("behind the end", Refused(Made.Json + Made.Json).Message, StringComparison.Ordinal);

    [Fact]
    public void EveryTextThatIsCutShortIsMalformed()
    {
        byte[] whole = Encoding.UTF8.GetBytes($"[{Made.Json},{Made.Json}]");
        for (int length = 0; length < whole.Length; length++)
        {
            var found = Assert.Throws<JsonRowException>(() => JsonReading.ReadAll<Ride, Ride.Input>(whole.AsSpan(0, length)));
            Assert.Equal(JsonRowProblem.Malformed, found.Problem);
        }
        Assert.Equal(2, JsonReading.ReadAll<Ride, Ride.Input>(whole).Count);
    }

    [Fact]
    public void ATextWithAnyByteChangedIsReadOrRefused()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Made.Json);
        var random = new Random(5);
        int refused = 0;
        for (int turn = 0; turn < 20_000; turn++)
        {
            byte[] changed = [.. whole];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                JsonReading.Read<Ride, Ride.Input>(changed);
            }
            catch (JsonRowException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 1, 19_999);
    }

    [Fact]
    public void UnknownMembersArePassedOverWhereThatIsSaid()
    {
        string json = Made.Json.Replace("\"riders\"", "\"tip\":{\"a\":[1,{}]},\"riders\"", StringComparison.Ordinal);
        Ride.Input input = JsonReading.Read<Ride, Ride.Input>(Encoding.UTF8.GetBytes(json), new() { UnknownMembers = UnknownMembers.Ignore });
        Assert.Equal(2, input.Riders);
    }

    [Theory]
    [InlineData(JsonNames.Member, "Vendor")]
    [InlineData(JsonNames.Column, "vendor_id")]
    public void MembersAreCalledAsIsSaid(JsonNames names, string vendor)
    {
        var format = new JsonRowFormat(Ride.Schema.Inputs, new() { Names = names });
        Assert.Equal(vendor, format.Name(0));
        Ride.Input read = JsonReading.Read<Ride, Ride.Input>(format.Example(), format.Options);
        Assert.Equal(1, read.Riders);
    }

    [Fact]
    public void TwoColumnsOfOneNameAreRefused()
    {
        ColumnSchema[] columns = [new("a", "Fee", "float", ColumnRole.None, "", true), new("b", "fee", "float", ColumnRole.None, "", true)];
        Assert.Contains("'Fee' and 'fee' would both be called 'fee'", Assert.Throws<ArgumentException>(() => new JsonRowFormat(columns)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LimitsHold()
    {
        string deep = Made.Json.Replace("\"riders\":2", $"\"x\":{new string('[', 30)}{new string(']', 30)},\"riders\":2", StringComparison.Ordinal);
        Assert.Contains("more than 16 levels", Refused(deep, new() { UnknownMembers = UnknownMembers.Ignore }).Message, StringComparison.Ordinal);
        JsonRowException rows = Refused($"[{Made.Json},{Made.Json},{Made.Json}]", new() { MaxRows = 2 });
        Assert.Equal(JsonRowProblem.Limit, rows.Problem);
        JsonRowException text = Refused(Made.Json.Replace("CMT", new string('x', 11), StringComparison.Ordinal), new() { MaxTextLength = 10 });
        Assert.Equal((JsonRowProblem.Limit, "vendor"), (text.Problem, text.Column));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonRowOptions { MaxRows = 0 });
    }

    [Fact]
    public void TheValueOfASensitiveColumnIsNeverTold()
    {
        var found = Assert.Throws<JsonRowException>(() => JsonReading.Read<Loan, Loan.Input>("""{"purpose":"car","amount":1,"origin":12345}"""u8));
        Assert.Equal("'origin' is a number; give a text", found.Message);
        var other = Assert.Throws<JsonRowException>(() => JsonReading.Read<Loan, Loan.Input>("""{"purpose":12345,"amount":1,"origin":"x"}"""u8));
        Assert.Contains("12345", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSchemaSaysWhatARowHolds()
    {
        var known = new Dictionary<string, IReadOnlyList<string>> { ["Purpose"] = ["car", "house"], ["Origin"] = ["north"] };
        var format = new JsonRowFormat(Loan.Schema.Inputs, null, known);
        Assert.Equal("""{"purpose":"car","amount":1,"origin":"north"}""", Encoding.UTF8.GetString(format.Example()));
        Assert.Equal(
            """{"type":"object","properties":{"purpose":{"type":"string","examples":["car","house"]},"amount":{"type":"number","format":"float"},"origin":{"type":"string"}},"required":["purpose","amount","origin"],"additionalProperties":false,"examples":[{"purpose":"car","amount":1,"origin":"text"}]}""",
            Schema(format, format.ShownExample()));
        Assert.DoesNotContain("\"examples\":[{", Schema(format, null), StringComparison.Ordinal);
    }

    [Fact]
    public void KnownTextsAreExamplesOnlyOfColumnsThatAreTexts()
    {
        ColumnSchema Column(string member, string type, int length = 0) => new(member, member, type, ColumnRole.None, "", true) { Length = length };
        ColumnSchema[] columns = [Column("Flag", "bool"), Column("Count", "int?"), Column("Pair", "float[]", 2), Column("Key", "System.Guid"), Column("Mode", "Vendor.Mode"), Column("Way", "Vendor.Way")];
        var known = columns.Take(5).ToDictionary(static c => c.Member, static c => (IReadOnlyList<string>)["01234567-89ab-cdef-0123-456789abcdef"]);
        var format = new JsonRowFormat(columns, null, known);
        JsonNode properties = JsonNode.Parse(Schema(format, null))!["properties"]!;
        Assert.Equal(["key", "mode"], properties.AsObject().Where(static p => p.Value!["examples"] is not null).Select(static p => p.Key));
        Assert.Equal("boolean", properties["flag"]!["type"]!.GetValue<string>());
        // An enum of whose names nothing is known is a text, and so is its example.
        Assert.Equal("""{"type":"string"}""", properties["way"]!.ToJsonString());
        Assert.Equal("text", JsonNode.Parse(format.Example())!["way"]!.GetValue<string>());
    }

    private static string Schema(JsonRowFormat format, byte[]? example)
    {
        using var stream = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(stream)) format.WriteSchema(json, example);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static JsonRowException Refused(string json, JsonRowOptions? options = null) =>
        Assert.Throws<JsonRowException>(() => JsonReading.ReadAll<Ride, Ride.Input>(Encoding.UTF8.GetBytes(json), options));
}

/// <summary>What reading and writing of JSON allocate.</summary>
[Collection(Alone.Name)]
public sealed class JsonAllocationTests
{
    [Fact]
    public void ARowOfKnownTextsNumbersFlagsEnumsAndTimesAllocatesNothing()
    {
        byte[] json = Encoding.UTF8.GetBytes(Made.Json);
        var format = new JsonRowFormat(Ride.Schema.Inputs, null, ServedModelFacts.VocabularyOf(Made.Ride.Plan));
        Ride.Input input = default;
        Allocations.AssertNone(() => input = JsonRows.Only(format, json, static (ref JsonFields fields) => Read<Ride, Ride.Input>(ref fields)));
        Assert.Equal(Made.Input.At, input.At);
        byte[] unseen = Encoding.UTF8.GetBytes(Made.Json.Replace("CMT", "a vendor that nobody saw", StringComparison.Ordinal));
        JsonRows.Only(format, unseen, static (ref JsonFields fields) => Read<Ride, Ride.Input>(ref fields));
        Assert.Equal(
            Allocations.Smallest(static () => _ = new string('x', 24)),
            Allocations.Smallest(() => JsonRows.Only(format, unseen, static (ref JsonFields fields) => Read<Ride, Ride.Input>(ref fields))));
    }

    [Fact]
    public void WritingAPredictionAllocatesNothing()
    {
        AssertNone<RideModel, Ride.Input, float>(Made.Ride, Made.Input);
        AssertNone<RideRangeModel, Ride.Input, Interval<float>>(Made.Range, Made.Input);
        AssertNone<LoanModel, Loan.Input, BinaryPrediction>(Made.Loan, new Loan.Input { Purpose = "car", Amount = 3, Origin = "north" });
        AssertNone<WalkModel, Walk.Input, ClassPrediction<Shade>>(Made.Walk, new Walk.Input { Steps = 250 });
    }

    private static void AssertNone<TModel, TInput, TOutput>(TModel model, TInput input) where TModel : class, IServedModel<TModel, TInput, TOutput>
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using var json = new System.Text.Json.Utf8JsonWriter(bytes);
        Allocations.AssertNone(() =>
        {
            bytes.ResetWrittenCount();
            json.Reset(bytes);
            model.Run(in input, out TOutput output);
            model.WriteOutput(json, in output);
            json.Flush();
        });
        Assert.True(bytes.WrittenCount > 0);
    }

    private static TInput Read<TRow, TInput>(ref JsonFields fields) where TRow : IFeatureRow<TRow, TInput> where TInput : struct => TRow.ReadJson(ref fields);
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlDsl.Json;
using MlDsl.Serving.Tests.Rows;
using MlDsl.Testing;

namespace MlDsl.Serving.Tests;

/// <summary>Rows in tensors give the inputs that the same rows in JSON give.</summary>
public sealed class TensorRowTests
{
    private static readonly JsonRowFormat Format = new(Everything.Schema.Inputs);

    private static readonly JsonSerializerOptions Web = JsonSerializerOptions.Web;

    // One row in which nothing is missing; texts with everything that JSON escapes.
    private static readonly JsonObject Row = Filled();

    [Fact]
    public void EveryTypeOfColumnIsReadAlike()
    {
        string expected = JsonSerializer.Serialize(JsonReading.Read<Everything, Everything.Input>(Encoding.UTF8.GetBytes(Row.ToJsonString())), Web);
        Assert.Equal(expected, JsonSerializer.Serialize(Read(Inference(Row)), Web));
    }

    [Fact]
    public void WhatMayBeMissingMayBeLeftOutOrEmptyOrNaN()
    {
        JsonObject some = Filled();
        JsonObject inference = Inference(some), less = Inference(some);
        for (int i = Format.Columns.Count - 1; i >= 0; i--)
        {
            if (!Format.IsNullable(i)) continue;
            less["inputs"]!.AsArray().RemoveAt(i);
            JsonNode tensor = inference["inputs"]![i]!;
            if (tensor["datatype"]!.GetValue<string>() == "BYTES") tensor["data"] = new JsonArray("");
            else if (Format.Columns[i].Length == 0 && tensor["datatype"]!.GetValue<string>() != "BOOL") tensor["data"] = new JsonArray("NaN");
            else inference["inputs"]![i] = null;
        }
        inference["inputs"] = new JsonArray([.. inference["inputs"]!.AsArray().Where(static t => t is not null).Select(static t => t!.DeepClone())]);
        string expected = JsonSerializer.Serialize(Read(less), Web);
        Assert.Contains("\"textOrNull\":null", expected, StringComparison.Ordinal);
        Assert.Contains("\"intOrNull\":null", expected, StringComparison.Ordinal);
        Assert.Equal(expected, JsonSerializer.Serialize(Read(inference), Web));
    }

    [Theory]
    [InlineData("int", "INT64", "2147483648")]
    [InlineData("byte", "INT16", "-1")]
    [InlineData("uLong", "INT8", "-1")]
    [InlineData("int", "FP64", "1.5")]
    [InlineData("decimal", "FP64", "1e300")]
    [InlineData("half", "FP32", "1e30")]
    [InlineData("float", "FP64", "1e39")]
    [InlineData("shade", "BYTES", "\"Purple\"")]
    [InlineData("at", "BYTES", "\"yesterday\"")]
    [InlineData("key", "BYTES", "\"\"")]
    [InlineData("letter", "BYTES", "\"ab\"")]
    public void AValueThatIsNoneOfItsColumnIsNamed(string column, string datatype, string value)
    {
        JsonObject inference = Inference(Row);
        JsonNode tensor = inference["inputs"]!.AsArray().Single(t => t!["name"]!.GetValue<string>() == column)!;
        tensor["datatype"] = datatype;
        tensor["data"] = new JsonArray(JsonNode.Parse(value));
        JsonRowException refused = Assert.Throws<JsonRowException>(() => Read(inference));
        Assert.Equal((column, 0), (refused.Column, refused.Row));
        Assert.Contains($"'{column}' is the ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int", "FP64", "7", 7)]
    [InlineData("int", "UINT8", "200", 200)]
    [InlineData("int", "FP16", "-3", -3)]
    public void ANumberMayComeAsAnyNumberThatFits(string column, string datatype, string value, int expected)
    {
        JsonObject inference = Inference(Row);
        JsonNode tensor = inference["inputs"]!.AsArray().Single(t => t!["name"]!.GetValue<string>() == column)!;
        tensor["datatype"] = datatype;
        tensor["data"] = new JsonArray(JsonNode.Parse(value));
        Assert.Equal(expected, Read(inference).Int);
    }

    internal static JsonObject Inference(JsonObject row)
    {
        var inputs = new JsonArray();
        for (int i = 0; i < Format.Columns.Count; i++)
        {
            ColumnSchema column = Format.Columns[i];
            JsonNode value = row[Format.Name(i)]!.DeepClone();
            inputs.Add(new JsonObject
            {
                ["name"] = Format.Name(i),
                ["datatype"] = TensorTypes.Of(column).Word(),
                ["shape"] = new JsonArray(1, Math.Max(1, column.Length)),
                ["data"] = column.Length > 0 ? value : new JsonArray(value),
            });
        }
        return new JsonObject { ["inputs"] = inputs };
    }

    private static Everything.Input Read(JsonObject inference)
    {
        InferenceCall call = InferenceCall.Rent();
        call.Tensors.Reset(Format.Columns.Count);
        InferenceReader.Read(call, Format, Encoding.UTF8.GetBytes(inference.ToJsonString()), default);
        var fields = new JsonFields(Format, call.Tensors, default);
        Assert.True(fields.NextTensorRow());
        Everything.Input input = Of<Everything, Everything.Input>(ref fields);
        Assert.False(fields.NextTensorRow());
        call.Return();
        return input;
    }

    private static JsonObject Filled()
    {
        JsonObject row = JsonNode.Parse(Format.Example())!.AsObject();
        row["text"] = "a \"quoted\\ text\u0001\tä€😀";
        row["textOrNull"] = "more";
        row["letter"] = "\"";
        foreach (string name in row.Select(static m => m.Key).ToArray())
        {
            if (row[name] is not null) continue;
            row[name] = name.StartsWith("shade", StringComparison.Ordinal) ? "Light" : "Most";
        }
        row["shade"] = "Dark";
        if (row.ContainsKey("wide")) row["wide"] = "Most";
        return row;
    }

    private static TInput Of<TRow, TInput>(ref JsonFields fields) where TRow : IFeatureRow<TRow, TInput> where TInput : struct => TRow.ReadJson(ref fields);
}

/// <summary>What an inference allocates.</summary>
[Collection(Alone.Name)]
public sealed class TensorAllocationTests
{
    [Fact]
    public void ReadingTensorsOfKnownTextsNumbersFlagsEnumsAndTimesAllocatesNothing()
    {
        var format = new JsonRowFormat(Ride.Schema.Inputs, null, ServedModelFacts.VocabularyOf(Made.Ride.Plan));
        byte[] body = Encoding.UTF8.GetBytes("""
            {"inputs":[{"name":"vendor","datatype":"BYTES","shape":[2,1],"data":["CMT","VTS"]},{"name":"seconds","datatype":"FP32","shape":[2,1],"data":[600,90.5]},
            {"name":"miles","datatype":"FP32","shape":[2,1],"data":[2.5,1]},{"name":"payment","datatype":"BYTES","shape":[2,1],"data":["Card","Cash"]},
            {"name":"riders","datatype":"INT32","shape":[2,1],"data":[2,1]},{"name":"at","datatype":"BYTES","shape":[2,1],"data":["2024-05-01T13:45:00","2024-05-02T07:00:00"]},
            {"name":"toll","datatype":"BOOL","shape":[2,1],"data":[true,false]}]}
            """);
        AssertReadsWithoutAllocating(format, body, []);
    }

    [Fact]
    public void ReadingBinaryTensorsAllocatesNothing()
    {
        var format = new JsonRowFormat(Ride.Schema.Inputs, null, ServedModelFacts.VocabularyOf(Made.Ride.Plan));
        byte[] body = Encoding.UTF8.GetBytes("""
            {"parameters":{"binary_data_output":true},"inputs":[{"name":"vendor","datatype":"BYTES","shape":[1,1],"parameters":{"binary_data_size":7}},
            {"name":"seconds","datatype":"FP32","shape":[1,1],"parameters":{"binary_data_size":4}},{"name":"miles","datatype":"FP32","shape":[1,1],"parameters":{"binary_data_size":4}},
            {"name":"payment","datatype":"BYTES","shape":[1,1],"data":["Card"]},{"name":"riders","datatype":"INT32","shape":[1,1],"parameters":{"binary_data_size":4}},
            {"name":"at","datatype":"BYTES","shape":[1,1],"data":["2024-05-01T13:45:00"]},{"name":"toll","datatype":"BOOL","shape":[1,1],"parameters":{"binary_data_size":1}}]}
            """);
        AssertReadsWithoutAllocating(format, body, [3, 0, 0, 0, (byte)'C', (byte)'M', (byte)'T', 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 2, 0, 0, 0, 1]);
    }

    private static void AssertReadsWithoutAllocating(JsonRowFormat format, byte[] json, byte[] binary)
    {
        float sum = 0;
        Allocations.AssertNone(() =>
        {
            InferenceCall call = InferenceCall.Rent();
            call.Tensors.Reset(format.Columns.Count);
            InferenceReader.Read(call, format, json, binary);
            var fields = new JsonFields(format, call.Tensors, default);
            while (fields.NextTensorRow()) sum += Of<Ride, Ride.Input>(ref fields).Seconds;
            call.Return();
        });
        Assert.True(sum > 0);
    }

    private static TInput Of<TRow, TInput>(ref JsonFields fields) where TRow : IFeatureRow<TRow, TInput> where TInput : struct => TRow.ReadJson(ref fields);
}

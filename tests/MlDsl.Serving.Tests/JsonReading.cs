using MlDsl.Json;

namespace MlDsl.Serving.Tests;

/// <summary>Rows in JSON, read by generated code.</summary>
internal static class JsonReading
{
    /// <summary>The input that a text of one row holds.</summary>
    public static TInput Read<TRow, TInput>(ReadOnlySpan<byte> json, JsonRowOptions? options = null) where TRow : IFeatureRow<TRow, TInput> where TInput : struct =>
        JsonRows.Only(new JsonRowFormat(TRow.Schema.Inputs, options), json, static (ref JsonFields fields) => TRow.ReadJson(ref fields));

    /// <summary>The inputs of an array of rows, or of one row.</summary>
    public static List<TInput> ReadAll<TRow, TInput>(ReadOnlySpan<byte> json, JsonRowOptions? options = null) where TRow : IFeatureRow<TRow, TInput> where TInput : struct
    {
        var format = new JsonRowFormat(TRow.Schema.Inputs, options);
        var fields = new JsonFields(format, json, new ulong[JsonFields.WordsFor(format)], default);
        var inputs = new List<TInput>();
        fields.Start();
        while (fields.NextRow()) inputs.Add(TRow.ReadJson(ref fields));
        fields.End();
        return inputs;
    }
}

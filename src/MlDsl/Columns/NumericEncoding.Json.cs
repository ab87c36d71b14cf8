using System.Globalization;
using System.Text.Json;

namespace MlDsl.Columns;

public sealed partial class NumericEncoding
{
    internal const string Kind = "numeric";

    /// <summary>
    /// Writes an object with the options and with what was learned: <c>fill</c>, <c>offset</c>, <c>factor</c>, <c>lambda</c>,
    /// <c>edges</c>, as the options need them, and <c>summary</c>.
    /// </summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        EncodingJson.WriteHead(json, Kind, column, options);
        if (options.Impute is not (Impute.None or Impute.Keep)) json.WriteNumber("fill", Fill);
        if (options.Scale == Scale.Power)
        {
            json.WriteNumber("offset", Offset);
            json.WriteNumber("factor", Factor);
            json.WriteNumber("lambda", Lambda);
        }
        else if (options.Scale != Scale.None)
        {
            // As floats, which are shorter in the file.
            json.WriteNumber("offset", offset);
            json.WriteNumber("factor", factor);
        }
        if (options.Bins > 0)
        {
            json.WriteStartArray("edges");
            foreach (float edge in edges) json.WriteNumberValue(edge);
            json.WriteEndArray();
        }
        ColumnSummary.Write(json, Summary);
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter)"/> wrote for a column with the same options.</summary>
    /// <exception cref="ModelFileException">A property is absent or malformed; the message names the column and the property.</exception>
    public static NumericEncoding Read(JsonElement json, string column, NumericOptions options, ref int position)
    {
        LearnedReader reader = new(json, column);
        NumericScaling scaling = NumericScaling.None(options.Impute is Impute.None or Impute.Keep ? 0f : reader.Float("fill"));
        if (options.Scale != Scale.None)
        {
            scaling = options.Scale == Scale.Power
                ? scaling with { Offset = reader.Double("offset"), Factor = reader.Double("factor"), Lambda = reader.Double("lambda") }
                : scaling with { Offset = reader.Float("offset"), Factor = reader.Float("factor") };
            if (scaling.Factor < 0) throw reader.Wrong("factor", "is negative");
        }
        if (scaling.Lambda is < YeoJohnson.Least or > YeoJohnson.Most) throw reader.Wrong("lambda", "is not between -8 and 8");
        if (options.Bins > 0)
        {
            scaling = scaling with { Edges = reader.Floats("edges", 0, options.Bins - 1) };
            for (int i = 1; i < scaling.Edges.Length; i++)
                if (scaling.Edges[i] <= scaling.Edges[i - 1]) throw reader.Wrong("edges", "do not ascend");
        }
        return new NumericEncoding(column, options, scaling, ref position)
        {
            Summary = ColumnSummary.Read(reader, static text => float.TryParse(text, CultureInfo.InvariantCulture, out float bound) && float.IsFinite(bound)),
        };
    }
}

using System.Text.Json;

namespace MlDsl.Tool;

/// <summary>Figures in the tool's answers: what is undefined is null, as JSON has no other word for it.</summary>
internal static class Figures
{
    /// <summary>A number under its name.</summary>
    public static void Write(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        Write(json, value);
    }

    /// <summary>A metric under its name: the value, and both ends of its interval where there is one.</summary>
    public static void Write(Utf8JsonWriter json, string name, Metric metric)
    {
        json.WriteStartArray(name);
        foreach (double value in metric.HasInterval ? (double[])[metric.Value, metric.Low, metric.High] : [metric.Value]) Write(json, value);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteNullValue();
    }
}

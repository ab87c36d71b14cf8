using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>One object as JSON on a line, without its break.</summary>
internal static class JsonLine
{
    // Names and descriptions stay readable; nothing of it goes into a page.
    private static readonly JsonWriterOptions ForPeople = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What programs read.</summary>
    /// <param name="write">Writes the members.</param>
    public static byte[] Of(Action<Utf8JsonWriter> write) => Of(write, default);

    /// <summary>What people read as well: beyond ASCII as it is.</summary>
    /// <param name="write">Writes the members.</param>
    public static byte[] Readable(Action<Utf8JsonWriter> write) => Of(write, ForPeople);

    private static byte[] Of(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }
}

using System.Globalization;
using System.Text.Json;

namespace MlDsl.Tasks.Requests;

/// <summary>How ids of users and items stand in JSON: numbers as numbers, all else as text.</summary>
internal static class JsonId
{
    /// <summary>Whether ids of a type are numbers.</summary>
    public static bool IsNumber<T>() => typeof(T) == typeof(int) || typeof(T) == typeof(long) || typeof(T) == typeof(uint) || typeof(T) == typeof(ulong)
        || typeof(T) == typeof(short) || typeof(T) == typeof(ushort) || typeof(T) == typeof(byte) || typeof(T) == typeof(sbyte);

    /// <summary>Writes an id.</summary>
    public static void Write<T>(Utf8JsonWriter json, T id) where T : notnull
    {
        string text = id is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : id.ToString() ?? "";
        if (IsNumber<T>()) json.WriteRawValue(text);
        else json.WriteStringValue(text);
    }
}

using System.Globalization;
using System.Numerics;
using System.Text.Json;
using MlDsl.Columns;

namespace MlDsl.Tool.Projects;

/// <summary>Writes values of an input into an object of JSON, as lines of rows hold them.</summary>
/// <param name="json">The object.</param>
/// <param name="names">The name of each column; null for one that is not written.</param>
internal readonly struct HostValues(Utf8JsonWriter json, string?[] names) : IValueVisitor
{
    public void Number(int column, float? value) => Write(column, value);

    public void Number(int column, double? value) => Write(column, value);

    public void Integer(int column, long? value)
    {
        if (names[column] is not { } name) return;
        if (value is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    public void Flag(int column, bool? value)
    {
        if (names[column] is not { } name) return;
        if (value is { } known) json.WriteBoolean(name, known);
        else json.WriteNull(name);
    }

    public void Text(int column, string? value)
    {
        if (names[column] is { } name) json.WriteString(name, value);
    }

    public void Vector<T>(int column, Elements<T> value) where T : struct, INumberBase<T>
    {
        if (!Begins(column, value.IsMissing)) return;
        for (int i = 0; i < value.Length; i++) WriteElement<T>(column, value[i]);
        json.WriteEndArray();
    }

    public void SparseVector<T>(int column, Elements<T?> value) where T : struct, INumberBase<T>
    {
        if (!Begins(column, value.IsMissing)) return;
        for (int i = 0; i < value.Length; i++) WriteElement(column, value[i]);
        json.WriteEndArray();
    }

    // What has no method of its own says itself in words: the kind, and what stands behind it.
    public void Value(int column, in ColumnValue value)
    {
        if (names[column] is not { } name) return;
        string said = value.ToString();
        if (value.IsMissing) json.WriteNull(name);
        else if (value.Kind is ColumnValueKind.Number or ColumnValueKind.Integer or ColumnValueKind.Time or ColumnValueKind.Date)
        {
            string behind = said[(said.LastIndexOf(' ') + 1)..];
            json.WritePropertyName(name);
            if (value.Kind is ColumnValueKind.Number or ColumnValueKind.Integer) json.WriteRawValue(behind);
            else json.WriteStringValue(behind);
        }
        else if (value.Kind is ColumnValueKind.Text or ColumnValueKind.Class) json.WriteString(name, said[(said.IndexOf('\'') + 1)..^1]);
        else throw new HostException($"'{name}' is {said}, which no line of rows holds");
    }

    /// <summary>Writes a number; NaN is missing.</summary>
    /// <exception cref="HostException">It is infinite.</exception>
    public static void Write<T>(Utf8JsonWriter json, T value, string what) where T : struct, INumberBase<T>
    {
        if (T.IsNaN(value)) json.WriteNullValue();
        else if (T.IsInfinity(value)) throw new HostException($"{what} is {value.ToString(null, CultureInfo.InvariantCulture)}, which no line of rows holds");
        else json.WriteRawValue(value.ToString(null, CultureInfo.InvariantCulture));
    }

    private void Write<T>(int column, T? value) where T : struct, INumberBase<T>
    {
        if (names[column] is not { } name) return;
        json.WritePropertyName(name);
        WriteElement(column, value);
    }

    private void WriteElement<T>(int column, T? value) where T : struct, INumberBase<T>
    {
        if (value is { } known) Write(json, known, $"'{names[column]}'");
        else json.WriteNullValue();
    }

    private bool Begins(int column, bool isMissing)
    {
        if (names[column] is not { } name) return false;
        if (isMissing) json.WriteNull(name);
        else json.WriteStartArray(name);
        return !isMissing;
    }
}

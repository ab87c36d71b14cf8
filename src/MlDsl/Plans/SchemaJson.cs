using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Json;

namespace MlDsl.Plans;

/// <summary>A schema in JSON, with its hash, which what is read must have again.</summary>
internal static class SchemaJson
{
    public static void Write(Utf8JsonWriter json, DatasetSchema schema)
    {
        json.WriteStartObject();
        json.WriteString("name", schema.Name);
        json.WriteString("hash", schema.Hash);
        Write(json, "columns", schema.Columns);
        Write(json, "features", schema.Features);
        json.WriteEndObject();
    }

    /// <exception cref="ModelFileException">Something is absent, altered, malformed or not known to this version.</exception>
    public static DatasetSchema Read(JsonElement json)
    {
        LearnedReader reader = LearnedReader.Of(json, "The schema");
        reader.Admit("name", "hash", "columns", "features");
        DatasetSchema schema = new(reader.Text("name"), Read(reader, "columns"), Read(reader, "features"));
        return schema.Hash == reader.Text("hash")
            ? schema
            : throw reader.Wrong("hash", "is not that of the columns and features beside it");
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<ColumnSchema> columns)
    {
        json.WriteStartArray(name);
        foreach (ColumnSchema column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("member", column.Member);
            json.WriteString("type", column.Type);
            json.WriteString("role", column.Role.ToString());
            json.WriteString("kind", column.Kind);
            json.WriteBoolean("input", column.IsInput);
            if (column.Length > 0) json.WriteNumber("length", column.Length);
            if (column.Window is { } window) json.WriteString("window", window);
            if (column.Join is { } join) json.WriteString("join", join);
            if (column.Positive is { } positive) json.WriteString("positive", positive);
            if (column.Code is { } code) json.WriteString("code", code);
            Write(json, "notCovered", column.NotCovered);
            Write(json, "ops", column.Ops);
            if (column.NotAnOp is { } reason) json.WriteString("notAnOp", reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;
        json.WriteTexts(name, texts);
    }

    private static List<ColumnSchema> Read(LearnedReader schema, string name)
    {
        List<ColumnSchema> columns = [];
        foreach (JsonElement element in schema.Elements(name))
        {
            LearnedReader reader = LearnedReader.Of(element, FormattableString.Invariant($"Number {columns.Count + 1} of the schema's '{name}'"));
            reader.Admit("name", "member", "type", "role", "kind", "input", "length", "window", "join", "positive", "code", "notCovered", "ops", "notAnOp");
            columns.Add(new ColumnSchema(
                reader.Text("name"), reader.Text("member"), reader.Text("type"), reader.Enumeration<ColumnRole>("role"), reader.Text("kind"), reader.Bool("input"))
            {
                Length = reader.Has("length") ? (int)reader.Integer("length", 1, 1 << 20) : 0,
                Window = reader.Has("window") ? reader.Text("window") : null,
                Join = reader.Has("join") ? reader.Text("join") : null,
                Positive = reader.Has("positive") ? reader.Text("positive") : null,
                Code = reader.Has("code") ? reader.Text("code") : null,
                NotCovered = reader.Has("notCovered") ? reader.Strings("notCovered") : [],
                Ops = reader.Has("ops") ? reader.Strings("ops") : [],
                NotAnOp = reader.Has("notAnOp") ? reader.Text("notAnOp") : null,
            });
        }
        return columns;
    }
}

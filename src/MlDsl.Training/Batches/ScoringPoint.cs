using System.Text.Json;

namespace MlDsl.Training;

/// <summary>A place between two rows at which a run can go on: how much there is of each file, and its SHA-256.</summary>
internal sealed record ScoringPoint
{
    public static readonly string Nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public long Rows { get; init; }
    public long Rejected { get; init; }
    public long InputBytes { get; init; }

    /// <summary>The line of the input that comes next, from 1.</summary>
    public long Line { get; init; } = 1;
    public string InputHash { get; init; } = Nothing;
    public long OutputBytes { get; init; }
    public string OutputHash { get; init; } = Nothing;
    public long RejectBytes { get; init; }
    public string RejectHash { get; init; } = Nothing;

    /// <summary>Whether it is the end of the input.</summary>
    public bool IsEnd { get; init; }

    public static ScoringPoint Read(JsonElement json) => new()
    {
        Rows = json.GetProperty("rows").GetInt64(),
        Rejected = json.GetProperty("rejected").GetInt64(),
        InputBytes = json.GetProperty("input_bytes").GetInt64(),
        Line = json.GetProperty("line").GetInt64(),
        InputHash = json.GetProperty("input_sha256").GetString()!,
        OutputBytes = json.GetProperty("output_bytes").GetInt64(),
        OutputHash = json.GetProperty("output_sha256").GetString()!,
        RejectBytes = json.GetProperty("rejects_bytes").GetInt64(),
        RejectHash = json.GetProperty("rejects_sha256").GetString()!,
        IsEnd = json.GetProperty("end").GetBoolean(),
    };

    /// <summary>Writes the members of an object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("rows", Rows);
        json.WriteNumber("rejected", Rejected);
        json.WriteNumber("input_bytes", InputBytes);
        json.WriteNumber("line", Line);
        json.WriteString("input_sha256", InputHash);
        json.WriteNumber("output_bytes", OutputBytes);
        json.WriteString("output_sha256", OutputHash);
        json.WriteNumber("rejects_bytes", RejectBytes);
        json.WriteString("rejects_sha256", RejectHash);
        json.WriteBoolean("end", IsEnd);
    }
}

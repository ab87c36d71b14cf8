using System.Text.Json;

namespace MlDsl.Training;

/// <summary>What an output is of, but for its input: whatever differs here may differ in the output.</summary>
internal sealed record ScoringIdentity(string Model, string ModelHash, string SchemaName, string SchemaHash, string Library, string Options)
{
    private const int Format = 1;

    public static ScoringIdentity Of(DynamicModel model, ScoringForm form) => new(
        ModelVersionText.Of(model.Card.Name, model.Card.Version, model.FileHash), model.FileHash, model.Plan.Schema.Name, model.Plan.Schema.Hash, ModelWriter.Version, form.Said);

    /// <exception cref="FormatException">It is of another version.</exception>
    public static ScoringIdentity Read(JsonElement json)
    {
        if (json.GetProperty("format").GetInt32() != Format) throw new FormatException("another version of MlDsl wrote it");
        return new(
            json.GetProperty("model").GetString()!, json.GetProperty("model_sha256").GetString()!, json.GetProperty("schema").GetString()!,
            json.GetProperty("schema_sha256").GetString()!, json.GetProperty("mldsl").GetString()!, json.GetProperty("options").GetString()!);
    }

    /// <summary>Writes the members of an object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("format", Format);
        json.WriteString("model", Model);
        json.WriteString("model_sha256", ModelHash);
        json.WriteString("schema", SchemaName);
        json.WriteString("schema_sha256", SchemaHash);
        json.WriteString("mldsl", Library);
        json.WriteString("options", Options);
    }

    /// <summary>What the other one has that this one has not, in words; null where they are the same.</summary>
    public string? DifferenceFrom(ScoringIdentity other)
    {
        if (SchemaHash != other.SchemaHash) return $"is of the schema '{other.SchemaName}' ({other.SchemaHash[..12]}) by the model {other.Model}, and this is the schema '{SchemaName}' ({SchemaHash[..12]}) of {Model}";
        if (ModelHash != other.ModelHash) return $"is by the model {other.Model}, and this is {Model}";
        if (Library != other.Library) return $"is by MlDsl {other.Library}, and this is {Library}";
        return Options == other.Options ? null : $"was written with other options ({other.Options}) than these ({Options})";
    }
}

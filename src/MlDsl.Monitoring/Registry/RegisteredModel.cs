using MlDsl.Monitoring.Registry;
using MlDsl.Training;

namespace MlDsl;

/// <summary>A model of a registry.</summary>
/// <param name="Hash">The SHA-256 of its file, in lower-case hexadecimal, by which the file is called.</param>
/// <param name="Name">The model's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Identity">The SHA-256 of its manifest, which a child's card calls its parent.</param>
/// <param name="Parent">The identity of the model that it replaces; null where it replaces none.</param>
/// <param name="Added">When it was added.</param>
/// <param name="TrainedUntil">The last event time of the rows that it was fitted to; null where nobody said. A challenger is compared on later rows only.</param>
public sealed record RegisteredModel(string Hash, string Name, string Version, string Identity, string? Parent, DateTimeOffset Added, DateTimeOffset? TrainedUntil)
{
    /// <summary>What a model's file says of itself.</summary>
    /// <exception cref="ModelFileException">It is no model file.</exception>
    internal static RegisteredModel Of(ReadOnlyMemory<byte> file, DateTimeOffset? trainedUntil)
    {
        const string What = "The model to add";
        ModelParts parts = ModelFile.Read(file, What);
        using var archive = new ModelArchive(file, What);
        return new RegisteredModel(RegistryIndex.HashOf(file.Span), parts.Card.Name, parts.Card.Version, archive.ManifestHash, parts.Card.Parent, DateTimeOffset.UtcNow, trainedUntil);
    }
}

/// <summary>A change of a registry.</summary>
/// <param name="Generation">Its number, from 1.</param>
/// <param name="At">When.</param>
/// <param name="By">The machine and process that made it, or what they call themselves.</param>
/// <param name="Action"><c>add</c>, <c>alias</c>, <c>unalias</c>, <c>promote</c>, <c>rollback</c> or <c>remove</c>.</param>
/// <param name="Model">The hash of the model that it is about.</param>
/// <param name="Alias">The alias that it changed; null for none.</param>
/// <param name="Reason">Why, in the words of who made it.</param>
public sealed record RegistryChange(long Generation, DateTimeOffset At, string By, string Action, string Model, string? Alias, string Reason);

namespace MlDsl.Training;

/// <summary>Compares what a file was trained on with the code that loads it: refuses what differs, and warns of what cannot be told.</summary>
internal sealed class SchemaCheck(ModelContract contract)
{
    // A feature's canonical text ends in the hash of its own code, which files without hashes of all its code are compared by.
    private const int BodyLength = 17;

    private readonly List<string> changes = [];
    private readonly List<string> warnings = [];
    private readonly List<string> harmless = [];
    private SchemaChange acceptable;
    private bool isRefused;

    /// <summary>Compares columns and features but for the features' code.</summary>
    public SchemaCheck Columns(IReadOnlyList<string> columns, IReadOnlyList<string> features)
    {
        changes.AddRange(SchemaChanges.Between(columns, [.. contract.Schema.Columns.Select(static c => c.ToString())], "column"));
        changes.AddRange(SchemaChanges.Between([.. features.Select(WithoutBody)], [.. contract.Schema.Features.Select(static f => WithoutBody(f.ToString()))], "feature"));
        isRefused = changes.Count > 0;
        return this;
    }

    /// <summary>Compares the code of the features that both have.</summary>
    /// <param name="saved">What the file tells of it; null where it tells nothing.</param>
    /// <param name="features">The features' canonical text in the file.</param>
    public SchemaCheck Code(IReadOnlyList<FeatureCode>? saved, IReadOnlyList<string> features)
    {
        if (saved is null && contract.Schema.Features.Count > 0)
            warnings.Add($"The file is of a version that did not tell what feature methods call, so other code in {Names(contract.Schema.Features)} goes unnoticed; fit and save the model again");
        foreach (ColumnSchema feature in contract.Schema.Features)
        {
            if (saved is null)
            {
                string? own = features.FirstOrDefault(text => SchemaChanges.NameOf(text) == feature.Name);
                if (own is not null) Compare(feature.Name, own[^(BodyLength - 1)..], feature.ToString()[^(BodyLength - 1)..]);
            }
            else if (saved.FirstOrDefault(s => s.Feature == feature.Name) is { } code)
            {
                if (feature.Code is null || IsHashedOtherwise(code.Hash, feature.Code))
                    warnings.Add($"The code of the feature '{feature.Name}' is hashed in another way by the version that saved the file, so that a change goes unnoticed; fit and save the model again");
                else Compare(feature.Name, code.Hash, feature.Code);
            }
            else
            {
                warnings.Add($"The file tells nothing of the code of the feature '{feature.Name}', so that a change goes unnoticed; fit and save the model again");
            }
        }
        return this;
    }

    /// <summary>Compares the positive class.</summary>
    /// <param name="saved">That of the file; null where it tells nothing.</param>
    public SchemaCheck Positive(string? saved)
    {
        if (contract.Positive is not { } current || saved == current) return this;
        ColumnSchema label = contract.Schema.Columns.First(static c => c.Role == ColumnRole.Label);
        // A file that says nothing is from before it was written; true and false cannot be mistaken for each other.
        if (saved is null && label.Positive is null) return this;
        if (saved is null) warnings.Add($"The file is of a version that did not tell the positive class; that of '{label.Name}' is taken to be '{current}', as the code says");
        else Change(SchemaChange.PositiveClass, $"the positive class of '{label.Name}' was '{saved}' and is '{current}'", "the positive class has another name and is the same");
        return this;
    }

    /// <summary>The warnings; what was accepted is among them.</summary>
    /// <exception cref="ModelFileException">There are differences that were not accepted.</exception>
    public IReadOnlyList<string> Finish(string source)
    {
        if (!isRefused) return warnings;
        string wayOut = harmless.Count == 0
            ? ""
            : $". Where {string.Join(" and ", harmless.Distinct())}, load it with accept: {string.Join(" | ", Flags())}";
        throw new ModelFileException(
            $"{source} was trained on another schema of '{contract.Schema.Name}': {string.Join("; ", changes)}. Fit and save the model again, or load it with the code it was saved by{wayOut}");
    }

    private void Compare(string feature, string saved, string current)
    {
        if (saved != current) Change(SchemaChange.FeatureCode, $"the feature '{feature}' was code {saved} and is {current}, itself or by what it calls", "features give the same values");
    }

    private void Change(SchemaChange kind, string change, string whenHarmless)
    {
        if (contract.Accept.HasFlag(kind))
        {
            warnings.Add($"Accepted by the caller: {change}");
            return;
        }
        isRefused = true;
        acceptable |= kind;
        changes.Add(change);
        harmless.Add(whenHarmless);
    }

    private IEnumerable<string> Flags() =>
        Enum.GetValues<SchemaChange>().Where(flag => flag != SchemaChange.None && acceptable.HasFlag(flag)).Select(static flag => $"{nameof(SchemaChange)}.{flag}");

    private static string Names(IReadOnlyList<ColumnSchema> features) => string.Join(", ", features.Select(static f => $"'{f.Name}'"));

    private static bool IsHashedOtherwise(string saved, string current) =>
        saved.Split(':') is [var before, _] && current.Split(':') is [var now, _] && before != now;

    private static string WithoutBody(string feature) =>
        feature.Length > BodyLength && feature[^BodyLength] == '=' ? feature[..^BodyLength] : feature;
}

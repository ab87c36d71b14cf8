namespace MlDsl.Analyzers.Flow;

/// <summary>Whether what a step of a preparation makes comes into a chain that follows.</summary>
internal static class ColumnReach
{
    /// <summary>Whether <paramref name="chain"/> may read what <paramref name="step"/> makes, or what later steps of its preparation make of it; what the
    /// chain makes itself before it reads it does not come in. Of steps that are not known it is not known.</summary>
    public static bool MayReach(Step step, Estimator preparation, Estimator chain)
    {
        if (chain.IsOpen || !step.IsKnown) return true;
        var columns = new HashSet<string>(step.Mappings.Select(static m => m.Output.Value), StringComparer.Ordinal);
        foreach (Step later in preparation.Steps.SkipWhile(s => s != step).Skip(1))
        {
            if (!later.IsKnown) return true;
            foreach (Mapping mapping in later.Mappings)
                if (mapping.Inputs.Any(i => columns.Contains(i.Value))) columns.Add(mapping.Output.Value);
                else columns.Remove(mapping.Output.Value);
        }
        foreach (Step reader in chain.Steps)
        {
            if (!reader.IsKnown || reader.Inputs().Concat(reader.Names).Any(n => columns.Contains(n.Value)) || reader.Features is { } features && columns.Contains(features.Value)) return true;
            columns.ExceptWith(reader.Mappings.Select(static m => m.Output.Value));
        }
        return false;
    }
}

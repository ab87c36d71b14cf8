using System.Collections.Immutable;
using MlDsl.Monitoring.Scorers;
using MlDsl.Training;

namespace MlDsl;

/// <summary>What rows of a model were like that has no reference in its file, with what reads its columns: windows of the service are compared with it. Immutable; safe for any number of threads.</summary>
/// <typeparam name="TInput">What the model takes.</typeparam>
/// <typeparam name="TOutput">What it says.</typeparam>
public sealed class ScorerReference<TInput, TOutput>
{
    private readonly WatchedColumns<TInput, TOutput> columns;

    internal ScorerReference(WatchedColumns<TInput, TOutput> columns, ReferenceProfile profile)
    {
        Check(columns.Inputs.Select(static input => input.Column), profile.Columns, "the column");
        Check(columns.Scores.Select(static score => score.Column), profile.Scores, "what the model says as");
        (this.columns, Profile) = (columns, profile);
        Observed = new ObservedColumns<TInput, TOutput>(columns, profile);
    }

    /// <summary>The counts.</summary>
    public ReferenceProfile Profile { get; }

    internal ISampledModel<TInput, TOutput> Observed { get; }

    /// <summary>Writes the reference, whole or not at all; <see cref="WatchedColumns{TInput, TOutput}.Load"/> reads it.</summary>
    /// <param name="path">The file, which is written over.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        RunDisk.Machine.Write(path, ReferenceFile.Write(Profile));
    }

    /// <summary>Samples rows for a classifier (<see cref="DomainOptions"/>), as cells of this reference. When they were is read by <see cref="WatchedColumns{TInput, TOutput}.At"/>.</summary>
    /// <param name="rows">Rows as the reference was made of, in any order.</param>
    /// <param name="options">How many; null for the default.</param>
    /// <exception cref="ArgumentException">There is no column that can be in a sample, there are fewer than 100 rows, or the reference has blocks of time and the columns no times.</exception>
    public RowSample Sample(IEnumerable<TInput> rows, RowSampleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return RowSample.Of(Observed, rows, columns.Time, options ?? new());
    }

    private static void Check(IEnumerable<ProfiledColumn> watched, ImmutableArray<ColumnProfile> profiled, string what)
    {
        ProfiledColumn[] own = [.. watched];
        for (int i = 0; i < Math.Max(own.Length, profiled.Length); i++)
        {
            if (i >= own.Length) throw new ArgumentException($"The reference has {what} '{profiled[i].Name}', which is not watched; watch it as well, or make the reference anew");
            if (i >= profiled.Length) throw new ArgumentException($"The reference does not have {what} '{own[i].Name}', which is watched; make the reference anew");
            if (own[i].Name != profiled[i].Name || own[i].Kind != profiled[i].Kind || own[i].Of != profiled[i].Of)
                throw new ArgumentException($"The reference has {what} '{profiled[i].Name}' ({profiled[i].Kind}) where '{own[i].Name}' ({own[i].Kind}) is watched; watch its columns in their order, or make the reference anew");
        }
    }
}

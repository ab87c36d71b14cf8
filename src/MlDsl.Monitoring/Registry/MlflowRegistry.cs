using System.Diagnostics;
using System.Globalization;
using System.Text;
using MlDsl.Monitoring.Registry;
using MlDsl.Training;

namespace MlDsl;

/// <summary>All that a registry of MLflow says at one time.</summary>
/// <param name="Generation">The number of changes of aliases so far: what <see cref="RegistryOptions.AtLeast"/> may ask for next time.</param>
/// <param name="Models">The models, in the order in which they were added.</param>
/// <param name="Aliases">The hash of the model of each alias.</param>
/// <param name="Last">The last change of an alias; null where there was none.</param>
/// <param name="Problems">Versions that were altered, and aliases of the server that nobody with the key gave; empty as a rule.</param>
public sealed record MlflowRegistryState(long Generation, IReadOnlyList<RegisteredModel> Models, IReadOnlyDictionary<string, string> Aliases, RegistryChange? Last, IReadOnlyList<string> Problems)
{
    /// <summary>The model of an alias; null where there is none.</summary>
    public RegisteredModel? Find(string alias) => Aliases.TryGetValue(alias, out string? hash) ? Models.FirstOrDefault(model => model.Hash == hash) : null;
}

/// <summary>
/// A registered model of a server of MLflow 3 as a registry: each model file a version, signed, its file behind the server's proxy of artefacts; <c>champion</c> and other aliases, which are the server's own
/// as well. The words are those of <see cref="ModelRegistry"/>. Safe for any number of threads.
/// </summary>
/// <remarks>
/// What the aliases are is one signed tag of the registered model, written in one request, and after it the server's aliases: a change that is cut off before it is none, and one that is cut off behind it is made
/// whole by the next. Every request can be sent twice. MLflow knows no lock: a change tells of itself in a tag of its own before it looks for those of others, writes nothing where there is one, and takes its tag away when
/// it has ended; one that was cut off keeps others waiting for five minutes, and the same author makes the same change again at once. So clocks of those who change it must agree within three minutes.
/// </remarks>
public sealed class MlflowRegistry : IDisposable
{
    // What a rollback can go back by, in a tag of a few thousand bytes.
    private const int MostChampions = 16;

    private readonly MlflowApi api;
    private readonly MlflowVersions versions;
    private readonly RegistryOptions options;
    private readonly string name;

    private MlflowRegistry(MlflowApi api, string name, RegistryOptions options)
    {
        (this.api, this.name, this.options) = (api, name, options);
        versions = new MlflowVersions(api, name, options.Key);
    }

    // What another registered model's aliases are is nothing of this one's.
    private byte[] Domain => [.. "mldsl.mlflow.index.1\n"u8, .. Encoding.UTF8.GetBytes(name), (byte)'\n'];

    /// <summary>Opens a registered model of a server, or makes it.</summary>
    /// <param name="server">The server's address, such as <c>http://localhost:5000</c>; a user and a password in it are told to the server only.</param>
    /// <param name="name">The registered model's name: letters, digits, blanks and <c>- _ .</c></param>
    /// <param name="options">The key that versions and aliases are signed with. <see cref="RegistryOptions.Wait"/> has no meaning here.</param>
    /// <param name="mlflow">How the server is asked; the experiment has no meaning here.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">The address is none of HTTP, or the name has other characters.</exception>
    /// <exception cref="MlflowException">The server refused, failed, is too slow or is not there, or is none of MLflow.</exception>
    /// <exception cref="RegistryException">The key is another, or the aliases are older than <see cref="RegistryOptions.AtLeast"/>.</exception>
    public static async Task<MlflowRegistry> OpenAsync(Uri server, string name, RegistryOptions options, MlflowOptions? mlflow = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(options);
        if (name.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ' '))) throw new ArgumentException($"The registered model's name '{name}' has other characters than letters, digits, blanks and - _ .", nameof(name));
        var registry = new MlflowRegistry(new MlflowApi(server, mlflow ?? new(), typeof(MlflowRegistry)), name, options);
        try
        {
            if (await registry.versions.FindAsync(cancellation).ConfigureAwait(false) is null) await registry.versions.MakeAsync(cancellation).ConfigureAwait(false);
            await registry.StateAsync(cancellation).ConfigureAwait(false);
            return registry;
        }
        catch
        {
            registry.Dispose();
            throw;
        }
    }

    /// <summary>What the registry says now.</summary>
    /// <exception cref="MlflowException">The server refused, failed, is too slow or is not there.</exception>
    /// <exception cref="RegistryException">The aliases were altered without the key, or are older than <see cref="RegistryOptions.AtLeast"/>.</exception>
    public async Task<MlflowRegistryState> StateAsync(CancellationToken cancellation = default)
    {
        Read now = await NowAsync(cancellation).ConfigureAwait(false);
        RegistryIndex index = now.Index;
        return new MlflowRegistryState(index.Change.Generation, index.Models, index.Aliases, index.Change.Generation == 0 ? null : index.Change, now.Problems);
    }

    /// <summary>The bytes of the model of an alias, checked against what was signed: <c>ChurnModel.Load(await registry.ReadAsync(ModelRegistry.Champion))</c>.</summary>
    /// <exception cref="MlflowException">The server failed, is too slow or is not there.</exception>
    /// <exception cref="RegistryException">There is no such alias, or the file is gone or altered.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string alias, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(alias);
        RegisteredModel model = (await StateAsync(cancellation).ConfigureAwait(false)).Find(alias) ?? throw new RegistryException($"No model of the registry {What} is its {alias}; promote one");
        return await versions.ReadAsync(model.Hash, $"of the {alias}", cancellation).ConfigureAwait(false);
    }

    /// <summary>Adds a model's file as a version; where it is there, only its file is written again.</summary>
    /// <param name="file">The bytes of a <c>*.mldsl</c> file of the present format.</param>
    /// <param name="trainedUntil">The last event time of the rows that it was fitted to.</param>
    /// <param name="reason">Why: a part of the version's description.</param>
    /// <param name="cancellation">Stops it; adding it again goes on.</param>
    /// <exception cref="ModelFileException">It is no model file.</exception>
    /// <exception cref="MlflowException">The server refused, failed, is too slow or is not there.</exception>
    public async Task<RegisteredModel> AddAsync(ReadOnlyMemory<byte> file, DateTimeOffset? trainedUntil = null, string reason = "", CancellationToken cancellation = default) =>
        (await versions.AddAsync(RegisteredModel.Of(file, trainedUntil), file, reason, cancellation).ConfigureAwait(false)).Model;

    /// <summary>Gives a model an alias, which another may have had.</summary>
    /// <param name="alias">The alias, as MLflow takes it: letters, digits, <c>_</c> and <c>-</c>, not <c>latest</c> or <c>v2</c>. The champion is made by <see cref="PromoteAsync"/>.</param>
    /// <param name="hash">The model's hash.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Stops it; doing it again makes it whole.</param>
    /// <exception cref="ArgumentException">The alias is none that MLflow takes, or the champion's.</exception>
    /// <exception cref="MlflowException">The server refused, failed, is too slow or is not there.</exception>
    /// <exception cref="RegistryException">There is no such model, or somebody else changed an alias at the same moment.</exception>
    public Task SetAliasAsync(string alias, string hash, string reason = "", CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(alias);
        MlflowVersions.CheckAlias(alias);
        if (alias == ModelRegistry.Champion) throw new ArgumentException($"The champion is made by {nameof(PromoteAsync)}, which remembers the one before", nameof(alias));
        return ChangeAsync("alias", hash, alias, reason, now => Task.FromResult(Known(now, hash).Aliases.GetValueOrDefault(alias) == hash ? null : now.With(alias, hash)), cancellation);
    }

    /// <summary>Makes a model the champion; the one before is remembered, and where it was the challenger, it no longer is.</summary>
    /// <exception cref="MlflowException">The server refused, failed, is too slow or is not there.</exception>
    /// <exception cref="RegistryException">There is no such model, its file is gone or altered, or somebody else changed an alias at the same moment.</exception>
    public Task PromoteAsync(string hash, string reason = "", CancellationToken cancellation = default) => ChangeAsync("promote", hash, ModelRegistry.Champion, reason, async now =>
    {
        if (Known(now, hash).Aliases.GetValueOrDefault(ModelRegistry.Champion) == hash) return null;
        await versions.ReadAsync(hash, "to promote", cancellation).ConfigureAwait(false);
        RegistryIndex next = now.Promoted(hash);
        return next with { Champions = [.. next.Champions.TakeLast(MostChampions)] };
    }, cancellation);

    /// <summary>Makes the champion before the present one the champion again; sixteen champions are remembered.</summary>
    /// <exception cref="MlflowException">The server refused, failed, is too slow or is not there.</exception>
    /// <exception cref="RegistryException">There was none before, its file is gone or altered, or somebody else changed an alias at the same moment: the champion stays.</exception>
    public async Task<RegisteredModel> RollbackAsync(string reason, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await ChangeAsync("rollback", "", ModelRegistry.Champion, reason, async now =>
        {
            if (now.Champions.Count < 2) throw new RegistryException($"The registry {What} has no champion before the present one to go back to");
            await versions.ReadAsync(Known(now, now.Champions[^2]).Champions[^2], "of the champion before", cancellation).ConfigureAwait(false);
            return now.RolledBack();
        }, cancellation).ConfigureAwait(false);
        return (await StateAsync(cancellation).ConfigureAwait(false)).Find(ModelRegistry.Champion)!;
    }

    /// <summary>Takes a model away, with its file.</summary>
    /// <exception cref="MlflowException">The server refused, failed, is too slow or is not there.</exception>
    /// <exception cref="RegistryException">There is no such model, it has an alias, or it is the one that a rollback goes to.</exception>
    public async Task RemoveAsync(string hash, CancellationToken cancellation = default)
    {
        Read now = await NowAsync(cancellation).ConfigureAwait(false);
        if (Known(now.Index, hash).Needs(hash) is { } need) throw new RegistryException($"The model {hash} {need}");
        await versions.RemoveAsync(hash, cancellation).ConfigureAwait(false);
    }

    /// <summary>Puts the model of an alias where a service looks for its file, whole and checked; whether it was another than the one there.</summary>
    /// <remarks>A service whose <c>ServingOptions.File</c> is that path finds it and changes over.</remarks>
    /// <exception cref="MlflowException">The server refused, failed, is too slow or is not there: what is there stays.</exception>
    /// <exception cref="RegistryException">There is no such alias, or the file is gone or altered: what is there stays.</exception>
    public async Task<bool> CopyToAsync(string alias, string path, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RegisteredModel? model = (await StateAsync(cancellation).ConfigureAwait(false)).Find(alias);
        // What is there is not fetched again.
        if (model is not null && File.Exists(path) && RegistryIndex.HashOf(await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false)) == model.Hash) return false;
        ModelBytes.Write(path, (await ReadAsync(alias, cancellation).ConfigureAwait(false)).ToArray());
        return true;
    }

    /// <summary>Does so again and again, until it is told to stop.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="path">The file that a service looks at.</param>
    /// <param name="every">How often, above zero.</param>
    /// <param name="failed">Hears why nothing could be put there; it is tried again.</param>
    /// <param name="stopping">Ends it.</param>
    public Task FollowAsync(string alias, string path, TimeSpan every, Action<Exception>? failed = null, CancellationToken stopping = default) =>
        Following.RunAsync(() => CopyToAsync(alias, path, stopping), every, failed, stopping);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => api.Dispose();

    private string What => $"'{name}' of {api.Server}";

    private async Task<Read> NowAsync(CancellationToken cancellation)
    {
        MlflowShelf shelf = await versions.FindAsync(cancellation).ConfigureAwait(false) ?? throw new RegistryException($"The registry {What} is not there any more; open it again");
        var (signed, problems) = await versions.AllAsync(cancellation).ConfigureAwait(false);
        RegistryIndex index = RegistryIndex.Empty;
        if (shelf.Index is { } text)
        {
            try
            {
                index = RegistryIndex.Read(Encoding.UTF8.GetBytes(text), options.Key, Domain);
            }
            catch (FormatException problem)
            {
                throw new RegistryException($"What the aliases of the registry {What} are {problem.Message}; give the key that it was signed with, or put its tag 'mldsl.index' back from a backup", problem);
            }
        }
        if (index.Change.Generation < options.AtLeast)
            throw new RegistryException(FormattableString.Invariant($"The registry {What} is at generation {index.Change.Generation}, and was at {options.AtLeast}: its newest aliases are gone; put its tag 'mldsl.index' back from a backup"));
        index = index with { Models = [.. signed.Select(static version => version.Model)] };
        return new Read(index, shelf, signed, [.. problems, .. Differences(index, shelf, signed)]);
    }

    // The server lets anybody set an alias who may write to it; what counts is what was signed.
    private static IEnumerable<string> Differences(RegistryIndex index, MlflowShelf shelf, IReadOnlyList<MlflowVersion> signed)
    {
        foreach (var (alias, hash) in index.Aliases.OrderBy(static alias => alias.Key, StringComparer.Ordinal))
        {
            if (signed.FirstOrDefault(version => version.Model.Hash == hash) is not { Number: var number }) yield return $"the {alias} is the model {hash}, of which there is no version any more; add it again";
            else if (shelf.Aliases.GetValueOrDefault(alias) is var other && other != number)
                yield return $"the server's alias '{alias}' is {(other is null ? "not there" : $"version {other}")}, and version {number} was signed, which counts; the next change puts it right";
        }
        foreach (string alias in (string[])[ModelRegistry.Champion, ModelRegistry.Challenger])
            if (!index.Aliases.ContainsKey(alias) && shelf.Aliases.TryGetValue(alias, out string? other)) yield return $"the server's alias '{alias}' is version {other}, and nobody signed that; the next change puts it right";
    }

    private async Task ChangeAsync(string action, string hash, string? alias, string reason, Func<RegistryIndex, Task<RegistryIndex?>> make, CancellationToken cancellation)
    {
        Read now = await NowAsync(cancellation).ConfigureAwait(false);
        MlflowChange? begun = null;
        if (await make(now.Index).ConfigureAwait(false) is { } next)
        {
            next = next with
            {
                Change = new(now.Index.Change.Generation + 1, DateTimeOffset.UtcNow, RegistryIndex.Author, action, hash.Length > 0 ? hash : next.Aliases[alias!], alias, reason),
                Previous = now.Shelf.Index is { } before ? RegistryIndex.HashOf(Encoding.UTF8.GetBytes(before)) : "",
            };
            // The models are versions, which are signed each.
            string text = Encoding.UTF8.GetString((next with { Models = [] }).Write(options.Key, Domain));
            if (Encoding.UTF8.GetByteCount(text) > MlflowVersions.MostTag)
                throw new RegistryException(FormattableString.Invariant($"What the aliases of the registry {What} are is longer than the {MlflowVersions.MostTag} bytes of a tag of MLflow's; give a shorter reason, or fewer aliases"));
            begun = MlflowChange.Of(next.Change);
            try
            {
                now = await WriteAsync(now, text, begun, cancellation).ConfigureAwait(false);
            }
            catch (RegistryException)
            {
                await EndAsync(begun, cancellation).ConfigureAwait(false);
                throw;
            }
        }
        try
        {
            try
            {
                await ShowAsync(now, cancellation).ConfigureAwait(false);
            }
            finally
            {
                foreach (MlflowChange change in begun is null ? [] : (MlflowChange[])[begun, .. now.Shelf.Begun.Where(static other => other.Ends <= DateTimeOffset.UtcNow)]) await versions.EndAsync(change, cancellation).ConfigureAwait(false);
            }
        }
        catch (MlflowException problem)
        {
            throw new MlflowException($"{problem.Message.TrimEnd('.')}; what was signed stands, and the next change puts the server's own aliases right", problem) { ErrorCode = problem.ErrorCode };
        }
    }

    private async Task<Read> WriteAsync(Read before, string text, MlflowChange own, CancellationToken cancellation)
    {
        long began = Stopwatch.GetTimestamp();
        await versions.BeginAsync(own, cancellation).ConfigureAwait(false);
        // A model file may have been fetched since: what others did meanwhile is not written over.
        MlflowShelf? shelf = await versions.FindAsync(cancellation).ConfigureAwait(false);
        if (shelf?.Index != before.Shelf.Index) throw Overtaken(await NowAsync(cancellation).ConfigureAwait(false));
        // The last change that was written was cut off behind that, and writes no more.
        string written = MlflowChange.Of(before.Index.Change).Tag;
        if (shelf!.Begun.FirstOrDefault(other => other.Ticket != own.Ticket && other.Tag != written && other.Ends > DateTimeOffset.UtcNow) is { } other)
        {
            throw new RegistryException(string.Create(CultureInfo.InvariantCulture,
                $"Nothing was changed: the registry {What} is changed at the same moment by {other.Said}, who began at {other.Began.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z; try again when that has ended, or, where it was cut off, after {other.Ends.UtcDateTime:HH:mm:ss}Z"));
        }
        if (shelf.Begun.All(other => other.Ticket != own.Ticket)) throw new RegistryException($"Nothing was changed: {api.Server} did not keep the tag '{own.Tag}', by which others see that the registry {What} is changed; try again");
        if (Stopwatch.GetElapsedTime(began) > MlflowChange.Patience)
            throw new RegistryException(FormattableString.Invariant($"Nothing was changed: {api.Server} took more than {MlflowChange.Patience.TotalMinutes} minutes to answer, so that others may take the change for cut off; try again"));
        await versions.SetIndexAsync(text, cancellation).ConfigureAwait(false);
        Read made = await NowAsync(cancellation).ConfigureAwait(false);
        return made.Shelf.Index == text ? made : throw Overtaken(made);
    }

    // What is thrown says more than that this could not be told: others wait a little longer.
    private async Task EndAsync(MlflowChange change, CancellationToken cancellation)
    {
        try
        {
            await versions.EndAsync(change, cancellation).ConfigureAwait(false);
        }
        catch (MlflowException)
        {
        }
    }

    private RegistryException Overtaken(Read by) =>
        new($"The registry {What} was changed at the same moment by {by.Index.Change.By} ({by.Index.Change.Action} of {by.Index.Change.Model}), which stands; look at it, and try again");

    // The server's own aliases, for its pages and for clients of other languages. One that it refuses keeps none of the others back.
    private async Task ShowAsync(Read now, CancellationToken cancellation)
    {
        MlflowException? refused = null;
        foreach (var (alias, hash) in now.Index.Aliases)
        {
            if (now.Versions.FirstOrDefault(version => version.Model.Hash == hash) is not { Number: var number } || now.Shelf.Aliases.GetValueOrDefault(alias) == number) continue;
            try
            {
                await versions.SetAliasAsync(alias, number, cancellation).ConfigureAwait(false);
            }
            catch (MlflowException problem) when (problem.IsRefusal && !problem.CanPass)
            {
                refused ??= problem;
            }
        }
        foreach (string alias in (string[])[ModelRegistry.Champion, ModelRegistry.Challenger])
            if (!now.Index.Aliases.ContainsKey(alias) && now.Shelf.Aliases.ContainsKey(alias)) await versions.SetAliasAsync(alias, null, cancellation).ConfigureAwait(false);
        if (refused is not null) throw refused;
    }

    private RegistryIndex Known(RegistryIndex now, string hash)
    {
        ArgumentException.ThrowIfNullOrEmpty(hash);
        return now.Models.Any(m => m.Hash == hash) ? now : throw new RegistryException($"The registry {What} has no model {hash}; add it first");
    }

    private sealed record Read(RegistryIndex Index, MlflowShelf Shelf, IReadOnlyList<MlflowVersion> Versions, IReadOnlyList<string> Problems);
}

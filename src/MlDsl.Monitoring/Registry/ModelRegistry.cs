using System.Globalization;
using MlDsl.Monitoring.Registry;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// A folder of models with a signed index: which there are, which is the champion and which its challenger, who changed what and why. Any number of processes read it, and one at a
/// time changes it. Safe for any number of threads.
/// </summary>
/// <remarks>
/// Every change is an index of its own, beside the ones before: the newest that is whole counts, so that a change that is cut off anywhere is none. Model files are called by their
/// SHA-256, written before an index names them, and hashed again when they are read.
/// </remarks>
public sealed class ModelRegistry
{
    /// <summary>The alias of the model that answers.</summary>
    public const string Champion = "champion";

    /// <summary>The alias of the model that is compared with it.</summary>
    public const string Challenger = "challenger";

    private readonly RegistryFolder folder;
    private readonly RegistryOptions options;

    private ModelRegistry(RegistryFolder folder, RegistryOptions options) => (this.folder, this.options) = (folder, options);

    /// <summary>Opens a registry, or makes it.</summary>
    /// <param name="folder">The folder, which is made where it is not there.</param>
    /// <param name="options">The key of its index.</param>
    /// <exception cref="RegistryException">No index is whole, the key is another, or the newest index is older than <see cref="RegistryOptions.AtLeast"/>.</exception>
    public static ModelRegistry Open(string folder, RegistryOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(options);
        var files = new RegistryFolder(folder, options.Key);
        files.Make();
        var registry = new ModelRegistry(files, options);
        registry.Current();
        return registry;
    }

    /// <summary>The number of changes so far: what <see cref="RegistryOptions.AtLeast"/> may ask for next time.</summary>
    public long Generation => Current().Change.Generation;

    /// <summary>The models, in the order in which they were added.</summary>
    public IReadOnlyList<RegisteredModel> Models => Current().Models;

    /// <summary>The hash of the model of each alias.</summary>
    public IReadOnlyDictionary<string, string> Aliases => Current().Aliases;

    /// <summary>What is wrong with index files that are newer than the one that counts, or with the chain of all; empty as a rule.</summary>
    public IReadOnlyList<string> Problems => folder.ReadAll().Problems;

    /// <summary>Every change, oldest first: the audit log. Each is signed and names the one before by its hash.</summary>
    public IReadOnlyList<RegistryChange> Changes => [.. folder.ReadAll().Indexes.Select(static index => index.Change)];

    /// <summary>The model of an alias; null where there is none.</summary>
    public RegisteredModel? Find(string alias)
    {
        RegistryIndex now = Current();
        return now.Aliases.TryGetValue(alias, out string? hash) ? now.Models.First(model => model.Hash == hash) : null;
    }

    /// <summary>The bytes of the model of an alias, checked against the index: <c>ChurnModel.Load(registry.Read(ModelRegistry.Champion))</c>.</summary>
    /// <exception cref="RegistryException">There is no such alias, or the file is gone or altered.</exception>
    public ReadOnlyMemory<byte> Read(string alias)
    {
        RegisteredModel model = Find(alias) ?? throw new RegistryException($"No model of the registry '{folder.Path}' is its {alias}; promote one");
        return folder.ReadModel(model.Hash, $"of the {alias}", "or roll back");
    }

    /// <summary>Adds a model's file; where it is there, nothing changes.</summary>
    /// <param name="file">The bytes of a <c>*.mldsl</c> file of the present format.</param>
    /// <param name="trainedUntil">The last event time of the rows that it was fitted to.</param>
    /// <param name="reason">Why.</param>
    /// <exception cref="ModelFileException">It is no model file.</exception>
    /// <exception cref="RegistryException">Another process changes the registry for too long.</exception>
    public RegisteredModel Add(ReadOnlyMemory<byte> file, DateTimeOffset? trainedUntil = null, string reason = "")
    {
        RegisteredModel model = RegisteredModel.Of(file, trainedUntil);
        string hash = model.Hash;
        Change("add", hash, null, reason, now =>
        {
            string path = folder.ModelPath(hash);
            // A file of an addition that was cut off before its index, or that was altered, is written again.
            if (!File.Exists(path) || RegistryIndex.HashOf(File.ReadAllBytes(path)) != hash) ModelBytes.Write(path, file.ToArray());
            return now.Models.Any(m => m.Hash == hash) ? null : now with { Models = [.. now.Models, model] };
        });
        return Current().Models.First(m => m.Hash == hash);
    }

    /// <summary>Gives a model an alias, which another may have had.</summary>
    /// <param name="alias">The alias; the champion is made by <see cref="Promote"/>.</param>
    /// <param name="hash">The model's hash.</param>
    /// <param name="reason">Why.</param>
    /// <exception cref="RegistryException">There is no such model.</exception>
    public void SetAlias(string alias, string hash, string reason = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(alias);
        if (alias == Champion) throw new ArgumentException("The champion is made by Promote, which remembers the one before", nameof(alias));
        Change("alias", hash, alias, reason, now => Known(now, hash).With(alias, hash));
    }

    /// <summary>Makes a model the champion; the one before is remembered, and where it was the challenger, it no longer is.</summary>
    /// <exception cref="RegistryException">There is no such model, or its file is gone or altered.</exception>
    public void Promote(string hash, string reason = "") => PromoteOver(hash, reason, static _ => true);

    /// <summary>Makes a model the champion where the present one is as wanted, or it is itself; whether it is.</summary>
    /// <param name="hash">The model's hash.</param>
    /// <param name="reason">Why.</param>
    /// <param name="wanted">Whether the model of the present champion, or null, may be replaced: asked while nobody else changes the registry.</param>
    internal bool PromoteOver(string hash, string reason, Func<RegisteredModel?, bool> wanted)
    {
        bool isPromoted = false;
        Change("promote", hash, Champion, reason, now =>
        {
            Known(now, hash);
            if (now.Aliases.TryGetValue(Champion, out string? before) && before == hash)
            {
                isPromoted = true;
                return null;
            }
            if (!wanted(now.Models.FirstOrDefault(m => m.Hash == before))) return null;
            folder.ReadModel(hash, "of the model to promote", "or add it again");
            isPromoted = true;
            return now.Promoted(hash);
        });
        return isPromoted;
    }

    /// <summary>Makes the champion before the present one the champion again.</summary>
    /// <exception cref="RegistryException">There was none before, or its file is gone or altered: the champion stays.</exception>
    public RegisteredModel Rollback(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        Change("rollback", "", Champion, reason, now =>
        {
            if (now.Champions.Count < 2) throw new RegistryException($"The registry '{folder.Path}' has no champion before the present one to go back to");
            folder.ReadModel(now.Champions[^2], "of the champion before", "or promote another model");
            return now.RolledBack();
        });
        return Find(Champion)!;
    }

    /// <summary>Takes a model away, with its file.</summary>
    /// <exception cref="RegistryException">There is no such model, it has an alias, or it is the one that a rollback goes to.</exception>
    public void Remove(string hash, string reason = "") =>
        // While nobody else can add it again: what is added was there, and stays.
        Change("remove", hash, null, reason, then: () => options.Delete(folder.ModelPath(hash)), make: now =>
        {
            Known(now, hash);
            if (now.Needs(hash) is { } need) throw new RegistryException($"The model {hash} {need}");
            return now with { Models = [.. now.Models.Where(m => m.Hash != hash)], Champions = [.. now.Champions.Where(h => h != hash)] };
        });

    /// <summary>Puts the model of an alias where a service looks for its file, whole and checked; whether it was another than the one there.</summary>
    /// <remarks>A service whose <c>ServingOptions.File</c> is that path finds it and changes over.</remarks>
    /// <exception cref="RegistryException">There is no such alias, or the file is gone or altered: what is there stays.</exception>
    public bool CopyTo(string alias, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = Read(alias).ToArray();
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) return false;
        ModelBytes.Write(path, bytes);
        return true;
    }

    /// <summary>Does so again and again, until it is told to stop.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="path">The file that a service looks at.</param>
    /// <param name="every">How often, above zero.</param>
    /// <param name="failed">Hears why nothing could be put there; it is tried again.</param>
    /// <param name="stopping">Ends it.</param>
    public Task FollowAsync(string alias, string path, TimeSpan every, Action<Exception>? failed = null, CancellationToken stopping = default) => Following.RunAsync(
        () =>
        {
            CopyTo(alias, path);
            return Task.CompletedTask;
        },
        every, failed, stopping);

    private RegistryIndex Current()
    {
        RegistryIndex index = folder.Read().Index;
        return index.Change.Generation >= options.AtLeast
            ? index
            : throw new RegistryException(FormattableString.Invariant($"The registry '{folder.Path}' is at generation {index.Change.Generation}, and was at {options.AtLeast}: its newest indexes are gone; put the folder back from a backup"));
    }

    private void Change(string action, string hash, string? alias, string reason, Func<RegistryIndex, RegistryIndex?> make, Action? then = null)
    {
        using FolderOwner owner = FolderOwner.Take(folder.Path, options.Wait)
            ?? throw new RegistryException(string.Create(CultureInfo.InvariantCulture, $"The registry '{folder.Path}' is being changed by {FolderOwner.NameOf(folder.Path)} for more than {options.Wait}; try again, or stop it"));
        var (now, previous, newest, _) = folder.Read();
        if (make(now) is not { } next) return;
        string subject = hash.Length > 0 ? hash : next.Aliases[alias!];
        folder.Write(next with { Change = new(newest + 1, DateTimeOffset.UtcNow, RegistryIndex.Author, action, subject, alias, reason), Previous = previous });
        then?.Invoke();
    }

    private RegistryIndex Known(RegistryIndex now, string hash)
    {
        ArgumentException.ThrowIfNullOrEmpty(hash);
        return now.Models.Any(m => m.Hash == hash) ? now : throw new RegistryException($"The registry '{folder.Path}' has no model {hash}; add it first");
    }
}

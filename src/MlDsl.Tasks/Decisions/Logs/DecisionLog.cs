using MlDsl.Tasks.Decisions;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Decisions in a folder, with the probabilities that they were drawn by, and rewards that come for them later, by id. One process writes it; others may read it meanwhile. Safe for any
/// number of threads.
/// </summary>
/// <remarks>
/// What a call returned from is there after a crash, as <see cref="DecisionLogOptions.WaitsForDisk"/> says; a record is there whole or not at all. Contexts and ids lie in the file as they are
/// given: give ids that name no person, and keep the folder where such columns may be.
/// </remarks>
/// <typeparam name="TRow">The row type: context, action and reward, which is the label.</typeparam>
/// <typeparam name="TInput">What is known when something is decided.</typeparam>
/// <typeparam name="TAction">The enumeration of what can be decided.</typeparam>
public sealed class DecisionLog<TRow, TInput, TAction> : IDisposable where TRow : IFeatureRow<TRow, TInput> where TInput : struct where TAction : struct, Enum
{
    private readonly object gate = new();
    private readonly ActionSpace<TInput, TAction> space;
    private readonly DecisionLogOptions options;
    private readonly FolderOwner owner;
    private readonly Stream file;
    private readonly string path;
    private readonly Dictionary<string, Decision<TAction>> decided = new(StringComparer.Ordinal);
    private long end;
    private bool isBroken, isClosed;

    internal DecisionLog(string folder, ActionSpace<TInput, TAction> space, DecisionLogOptions options, FolderOwner owner)
    {
        (Folder, this.space, this.options, this.owner) = (folder, space, options, owner);
        path = DecisionLog.PathIn(folder);
        byte[] head = DecisionFrame.Head<TRow, TInput, TAction>(space);
        long length = File.Exists(path) ? new FileInfo(path).Length : 0;
        if (length > 0)
        {
            end = DecisionFile.Read(path, head, frame =>
            {
                if (!frame.IsReward) decided.TryAdd(frame.Id, new(space.Actions[space.IndexOf(frame.Action)], frame.Propensities.First(each => each.Key == frame.Action).Value));
            }, withContext: false);
        }
        CutBytes = length - end;
        file = options.Files.Append(path);
        try
        {
            file.SetLength(end);
            if (end == 0) Append(head);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    internal ActionSpace<TInput, TAction> Space => space;

    /// <summary>How many bytes at the end of the file were no whole record when the log was opened, as a process leaves them that is stopped while it writes.</summary>
    public long CutBytes { get; }

    /// <summary>
    /// Decides by a policy, and logs it: the decision is returned when it is there. Of an id that was decided before, what was decided is returned, whatever the policy, the context and the
    /// actions are now, so that a call whose answer was lost can be made again.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="id">What identifies the decision, by which its reward comes.</param>
    /// <param name="at">When it is decided.</param>
    /// <param name="context">What is known.</param>
    /// <param name="actions">The actions that are to be had, each once.</param>
    /// <param name="random">What draws.</param>
    /// <exception cref="ArgumentException">The id is empty, the context cannot be predicted or logged, or the actions are none.</exception>
    /// <exception cref="DecisionLogException">The log is closed, or cannot be written; it is not there, and nothing is decided.</exception>
    public Decision<TAction> Decide(DecisionPolicy<TInput, TAction> policy, string id, DateTimeOffset at, in TInput context, ReadOnlySpan<TAction> actions, Random random)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentException.ThrowIfNullOrEmpty(id);
        lock (gate)
        {
            CheckOpen();
            if (decided.TryGetValue(id, out Decision<TAction> before)) return before;
        }
        double[] propensities = new double[actions.Length];
        Decision<TAction> decision = policy.Decide(in context, actions, random, propensities);
        return Append(id, at, in context, decision.Action, actions, propensities, isOnce: true);
    }

    /// <summary>
    /// Logs a decision that was made already. One that is logged again counts once where action and probabilities are the same; where they are not, the id is left out when the log is read.
    /// </summary>
    /// <param name="id">What identifies the decision, by which its reward comes.</param>
    /// <param name="at">When it was decided.</param>
    /// <param name="context">What was known.</param>
    /// <param name="action">The action that was taken.</param>
    /// <param name="actions">The actions that were to be had, each once.</param>
    /// <param name="propensities">The probability of each of them, as <see cref="DecisionPolicy{TInput, TAction}.Decide(in TInput, ReadOnlySpan{TAction}, Random, Span{double})"/> tells.</param>
    /// <exception cref="ArgumentException">The id is empty, a probability is none, they do not sum to 1, that of the action is 0, or the context cannot be logged.</exception>
    /// <exception cref="DecisionLogException">It cannot be written, and is not there.</exception>
    public void Append(string id, DateTimeOffset at, in TInput context, TAction action, ReadOnlySpan<TAction> actions, ReadOnlySpan<double> propensities)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        Append(id, at, in context, action, actions, propensities, isOnce: false);
    }

    private Decision<TAction> Append(string id, DateTimeOffset at, in TInput context, TAction action, ReadOnlySpan<TAction> actions, ReadOnlySpan<double> propensities, bool isOnce)
    {
        if (actions.Length != propensities.Length) throw new ArgumentException($"Decision '{id}': {actions.Length} actions have as many propensities, not {propensities.Length}", nameof(propensities));
        double[] all = new double[space.Actions.Count];
        Array.Fill(all, double.NaN);
        for (int i = 0; i < actions.Length; i++)
        {
            ref double place = ref all[space.IndexOf(actions[i])];
            if (!double.IsNaN(place)) throw new ArgumentException($"Decision '{id}': the action '{actions[i]}' is there twice", nameof(actions));
            place = double.IsNaN(propensities[i]) ? throw new ArgumentException($"Decision '{id}' has the propensity NaN for '{actions[i]}', which is no probability", nameof(propensities)) : propensities[i];
        }
        int taken = space.IndexOf(action);
        if (DecisionChecks.ProblemWith(space, taken, all) is { } problem) throw new ArgumentException($"Decision '{id}' {problem}", nameof(propensities));
        byte[] content = DecisionFrame.Decision<TRow, TInput, TAction>(space, id, at, context, taken, all);
        lock (gate)
        {
            // Another thread may have decided meanwhile.
            if (isOnce && decided.TryGetValue(id, out Decision<TAction> before)) return before;
            Append(content);
            Decision<TAction> decision = new(action, all[taken]);
            decided.TryAdd(id, decision);
            return decision;
        }
    }

    /// <summary>Adds what came of a decision. What goes with no decision is kept, and counted when the log is read.</summary>
    /// <param name="id">The decision.</param>
    /// <param name="known">When it was known.</param>
    /// <param name="reward">The reward; 1 or 0 where the label is a flag.</param>
    /// <exception cref="ArgumentException">The id is empty, or the reward is none.</exception>
    /// <exception cref="DecisionLogException">It cannot be written, and is not there.</exception>
    public void Reward(string id, DateTimeOffset known, double reward)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        DecisionLog.CheckReward<TRow>(id, reward);
        Append(DecisionFrame.RewardOf(id, known, reward));
    }

    /// <summary>Whether something was decided under an id.</summary>
    internal bool Has(string id)
    {
        lock (gate) return decided.ContainsKey(id);
    }

    /// <summary>The decisions whose rewards are due, of everything that is there now.</summary>
    /// <inheritdoc cref="DecisionLog.Read"/>
    public LoggedDecisions<TRow, TInput, TAction> Read(DateTimeOffset now) => DecisionLog.Read<TRow, TInput, TAction>(Folder, space, options, now);

    /// <summary>Closes the file and lets another process have the log.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            file.Dispose();
        }
        owner.Dispose();
    }

    private void Append(byte[] content)
    {
        using var frame = new MemoryStream();
        if (content.Length > Frames.Most) throw new ArgumentException($"A record of {content.Length} bytes is longer than {Frames.Most}");
        Frames.Write(frame, content);
        lock (gate)
        {
            CheckOpen();
            if (isBroken) throw new DecisionLogException($"An earlier write to '{path}' could not be taken back; open the log again");
            try
            {
                file.Position = end;
                file.Write(frame.GetBuffer().AsSpan(0, (int)frame.Length));
                if (options.WaitsForDisk) options.Files.Flush(file);
                end += frame.Length;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                TakeBack();
                throw new DecisionLogException($"'{path}' cannot be written: {problem.Message}; what was added now is not there", problem);
            }
        }
    }

    private void CheckOpen()
    {
        if (isClosed) throw new DecisionLogException($"'{path}' is closed; open the log again");
    }

    private void TakeBack()
    {
        try
        {
            file.SetLength(end);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // What stands behind the end might be whole, though nobody was told of it: nothing is added behind it.
            isBroken = true;
        }
    }
}

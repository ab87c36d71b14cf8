namespace MlDsl.Analyzers.Flow;

/// <summary>
/// The steps that the walk of one member may take, so that no code, however it is written, holds up the compiler. A member that takes
/// more is not known, to rules and to callers alike.
/// </summary>
internal sealed class Work(int size, CancellationToken cancellation)
{
    /// <summary>How deep expressions, statements and the calls among them may be nested.</summary>
    public const int MaximumNesting = 200;

    /// <summary>The largest body that is followed from a call, in operations.</summary>
    public const int LargestCallee = 4_000;

    private const int Least = 50_000, PerOperation = 32, FollowedLeast = 10_000, FollowedPerOperation = 4;
    private const int StepsPerQuestion = 256;

    private readonly int limit = Times(size, PerOperation, Least), followedLimit = Times(size, FollowedPerOperation, FollowedLeast);
    private int followed;
    private bool isExceeded;

    public int Steps { get; private set; }

    public bool IsExceeded => isExceeded || Steps > limit;

    /// <summary>Counts <paramref name="steps"/>, and asks now and then whether the host still wants the result.</summary>
    public void Take(int steps = 1)
    {
        int before = Steps;
        // A count that no int holds is beyond every limit.
        Steps = (int)Math.Min(int.MaxValue / 2, (long)before + steps);
        if (before / StepsPerQuestion != Steps / StepsPerQuestion) cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Whether a body of <paramref name="operations"/> operations may be walked as part of this one.</summary>
    public bool MayFollow(int operations)
    {
        if (operations > LargestCallee || followed + operations > followedLimit) return false;
        followed += Math.Max(operations, 1);
        return true;
    }

    /// <summary>Gives up on the member.</summary>
    public void Exceed() => isExceeded = true;

    private static int Times(int size, int each, int least) => (int)Math.Min(int.MaxValue / 2, least + (long)size * each);
}

using System.Globalization;

namespace MlDsl.MlNet;

/// <summary>How many rounds ML.NET takes of an additive model whose rounds it prunes, which it tells in its log.</summary>
/// <param name="rounds">How many it learns.</param>
internal sealed class PrunedRounds(int rounds)
{
    private const string All = "No pruning necessary";
    private const string Begin = "Best Iteration (", Before = "): ", After = " @ ";

    /// <summary>The rounds that are taken; null until ML.NET has told of them.</summary>
    public int? Best { get; private set; }

    /// <summary>Takes a message of ML.NET.</summary>
    public void Hear(string message)
    {
        if (message.StartsWith(All, StringComparison.Ordinal)) Best = rounds;
        if (!message.StartsWith(Begin, StringComparison.Ordinal)) return;
        int start = message.IndexOf(Before, StringComparison.Ordinal) + Before.Length, end = message.IndexOf(After, StringComparison.Ordinal);
        Best = Math.Max(1, int.Parse(message.AsSpan(start..end), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}

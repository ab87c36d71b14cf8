using System.Globalization;

namespace MlDsl.Properties;

/// <summary>What the command line asks for.</summary>
/// <param name="Seed">What the schemas follow from.</param>
/// <param name="First">The first of them.</param>
/// <param name="Schemas">How many there are.</param>
/// <param name="Rows">How many rows each predicts.</param>
/// <param name="Show">Whether sources are printed.</param>
internal sealed record Arguments(int Seed, int First, int Schemas, int Rows, bool Show)
{
    public const string Usage = "Usage: MlDsl.Properties [--seed N] [--first N] [--schemas N] [--rows N] [--schema N] [--show]";

    /// <summary>The arguments; null where there is another.</summary>
    public static Arguments? Of(string[] args)
    {
        var read = new Arguments(1, 0, 300, 10_000, false);
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--show")
            {
                read = read with { Show = true };
                continue;
            }
            if (i + 1 == args.Length || !int.TryParse(args[++i], NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return null;
            switch (args[i - 1])
            {
                case "--seed": read = read with { Seed = number }; break;
                case "--first": read = read with { First = number }; break;
                case "--schemas": read = read with { Schemas = number }; break;
                case "--rows": read = read with { Rows = number }; break;
                case "--schema": read = read with { First = number, Schemas = 1 }; break;
                default: return null;
            }
        }
        return read;
    }
}

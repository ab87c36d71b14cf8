using System.Globalization;

namespace MlDsl.Properties;

/// <summary>What the command line asks for.</summary>
/// <param name="Seed">What the schemas follow from.</param>
/// <param name="Schemas">How many there are.</param>
/// <param name="Rows">How many rows each predicts.</param>
/// <param name="Only">The only schema to run; null for all.</param>
/// <param name="Show">Whether sources are printed.</param>
internal sealed record Arguments(int Seed, int Schemas, int Rows, int? Only, bool Show)
{
    public const string Usage = "Usage: MlDsl.Properties [--seed N] [--schemas N] [--rows N] [--schema N] [--show]";

    /// <summary>The arguments; null where there is another.</summary>
    public static Arguments? Of(string[] args)
    {
        var read = new Arguments(1, 300, 10_000, null, false);
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
                case "--schemas": read = read with { Schemas = number }; break;
                case "--rows": read = read with { Rows = number }; break;
                case "--schema": read = read with { Only = number }; break;
                default: return null;
            }
        }
        return read;
    }
}

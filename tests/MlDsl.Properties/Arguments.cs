using System.Globalization;
using MlDsl.Properties.Forecasts;
using MlDsl.Properties.Recommenders;
using MlDsl.Properties.Schemas;

namespace MlDsl.Properties;

/// <summary>What the command line asks for.</summary>
/// <param name="Seed">What the models follow from.</param>
/// <param name="First">The first schema.</param>
/// <param name="Schemas">How many models of rows there are.</param>
/// <param name="Rows">How many rows each predicts.</param>
/// <param name="Show">Whether sources are printed.</param>
internal sealed record Arguments(int Seed, int First, int Schemas, int Rows, bool Show)
{
    public const string Usage = """
        Usage: MlDsl.Properties [--seed N] [--first N] [--schemas N] [--forecasts N] [--recommenders N] [--rows N] [--show]
               MlDsl.Properties [--seed N] --schema N | --forecast N | --recommender N [--rows N] [--show]
        """;

    /// <summary>How many forecasts there are.</summary>
    public int Forecasts { get; init; } = 135;

    /// <summary>How many recommenders there are.</summary>
    public int Recommenders { get; init; } = 90;

    /// <summary>The only model that is asked for; null for all.</summary>
    public IMadeModel? Only { get; init; }

    /// <summary>The models that are asked for.</summary>
    public IMadeModel[] Models => Only is { } only ? [only] :
    [
        .. Enumerable.Range(First, Schemas).Select(i => new MadeSchema(Seed, i)),
        .. Enumerable.Range(0, Forecasts).Select(i => new MadeForecast(Seed, i)),
        .. Enumerable.Range(0, Recommenders).Select(i => new MadeRecommender(Seed, i)),
    ];

    /// <summary>The arguments; null where there is another.</summary>
    public static Arguments? Of(string[] args)
    {
        var read = new Arguments(1, 0, 300, 10_000, false);
        Func<int, IMadeModel>? only = null;
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
                case "--forecasts": read = read with { Forecasts = number }; break;
                case "--recommenders": read = read with { Recommenders = number }; break;
                case "--rows": read = read with { Rows = number }; break;
                case "--schema": only = seed => new MadeSchema(seed, number); break;
                case "--forecast": only = seed => new MadeForecast(seed, number); break;
                case "--recommender": only = seed => new MadeRecommender(seed, number); break;
                default: return null;
            }
        }
        return read with { Only = only?.Invoke(read.Seed) };
    }
}

namespace TaxiFare;

/// <summary>What the command line says.</summary>
/// <param name="Data">The training file; null for made-up trips.</param>
/// <param name="Test">The test file; null for a share of the data.</param>
/// <param name="IsBoosted">Whether LightGBM trains, and not the linear trainer that the model declares.</param>
internal sealed record Arguments(string? Data, string? Test, bool IsBoosted)
{
    private const string Trainer = "--trainer";

    /// <summary>
    /// Reads <c>[--data FILE [--test FILE]] [--trainer linear|lightgbm]</c>; null, after saying how to call it, when the arguments are
    /// anything else.
    /// </summary>
    public static Arguments? Parse(string[] arguments)
    {
        bool? isBoosted = arguments switch
        {
            [.., Trainer, "linear"] => false,
            [.., Trainer, "lightgbm"] => true,
            _ => null,
        };
        switch (isBoosted is null ? arguments : arguments[..^2])
        {
            case []: return new Arguments(null, null, isBoosted ?? false);
            case ["--data", var data]: return new Arguments(data, null, isBoosted ?? false);
            case ["--data", var data, "--test", var test]: return new Arguments(data, test, isBoosted ?? false);
            default:
                Console.Error.WriteLine("usage: TaxiFare [--data FILE [--test FILE]] [--trainer linear|lightgbm]");
                return null;
        }
    }
}

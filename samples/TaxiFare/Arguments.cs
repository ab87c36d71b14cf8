namespace TaxiFare;

/// <summary>What the command line says.</summary>
/// <param name="Data">The training file; null for made-up trips.</param>
/// <param name="Test">The test file; null for a share of the data.</param>
/// <param name="Trainer">What trains: <c>linear</c>, as the model declares, <c>lightgbm</c> or <c>xgboost</c>.</param>
internal sealed record Arguments(string? Data, string? Test, string Trainer)
{
    /// <summary>
    /// Reads <c>[--data FILE [--test FILE]] [--trainer linear|lightgbm|xgboost]</c>; null, after saying how to call it, when the arguments are
    /// anything else.
    /// </summary>
    public static Arguments? Parse(string[] arguments)
    {
        string trainer = arguments is [.., "--trainer", "linear" or "lightgbm" or "xgboost"] ? arguments[^1] : "";
        switch (trainer.Length == 0 ? arguments : arguments[..^2])
        {
            case []: return new Arguments(null, null, trainer);
            case ["--data", var data]: return new Arguments(data, null, trainer);
            case ["--data", var data, "--test", var test]: return new Arguments(data, test, trainer);
            default:
                Console.Error.WriteLine("usage: TaxiFare [--data FILE [--test FILE]] [--trainer linear|lightgbm|xgboost]");
                return null;
        }
    }
}

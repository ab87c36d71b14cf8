namespace TaxiFare;

/// <summary>What the command line says.</summary>
/// <param name="Data">The training file; null for made-up trips.</param>
/// <param name="Test">The test file; null for a share of the data.</param>
internal sealed record Arguments(string? Data, string? Test)
{
    /// <summary>Reads <c>[--data FILE [--test FILE]]</c>; null, after saying how to call it, when the arguments are anything else.</summary>
    public static Arguments? Parse(string[] arguments)
    {
        switch (arguments)
        {
            case []: return new Arguments(null, null);
            case ["--data", var data]: return new Arguments(data, null);
            case ["--data", var data, "--test", var test]: return new Arguments(data, test);
            default:
                Console.Error.WriteLine("usage: TaxiFare [--data FILE [--test FILE]]");
                return null;
        }
    }
}

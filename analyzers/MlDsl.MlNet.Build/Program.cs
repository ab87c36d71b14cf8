using System.Globalization;
using MlDsl.MlNet.Build;

if (args is not [var model, var culture])
{
    Console.Error.WriteLine("Usage: MlDsl.MlNet.Build MODEL CULTURE: runs a model file of ML.NET through ML.NET and through its compiled plan on generated rows, and prints 'equal ROWS', 'differs WHERE' or 'skipped WHY'");
    return 2;
}
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo(culture);
try
{
    Console.WriteLine(Verification.Of(File.ReadAllBytes(model)).ReplaceLineEndings(" "));
    return 0;
}
catch (Exception e)
{
    // Whatever it is, the build gets one line.
    Console.Error.WriteLine($"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
    return 1;
}

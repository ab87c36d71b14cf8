using System.Globalization;
using DriftTour;

switch (args)
{
    case []:
        await Tour.RunAsync();
        return 0;
    case ["serve"]:
        await Live.RunAsync("http://127.0.0.1:5090", TimeSpan.FromSeconds(1));
        return 0;
    case ["serve", var url]:
        await Live.RunAsync(url, TimeSpan.FromSeconds(1));
        return 0;
    case ["serve", var url, var seconds] when double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out double day) && day is >= 0 and <= 3600:
        await Live.RunAsync(url, TimeSpan.FromSeconds(day));
        return 0;
    default:
        Console.Error.WriteLine("DriftTour [serve [URL [SECONDS]]]: the tour; or one of its services at an address of loopback, a day of which lasts so many seconds (1 unless given, 3600 at most)");
        return 2;
}
